using System.Text.Json;
using System.Text.RegularExpressions;
using Prilavok.Core.Apps;
using Prilavok.Server.Api.Wire;

namespace Prilavok.Server.Manage;

/// <summary>What an app costs and for how long it is free, from JSON.</summary>
internal static partial class PlanReader
{
    private const int MostPlans = 50;

    public static IReadOnlyList<Plan> Read(JsonElement element, List<(string Subject, string Reason)> violations)
    {
        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() > MostPlans)
        {
            violations.Add(("plans", $"must be an array of at most {MostPlans} plans"));
            return [];
        }

        var plans = new List<Plan>();
        foreach (var item in element.EnumerateArray())
        {
            if (ReadOne(item, $"plans[{plans.Count}]", violations) is not { } plan)
            {
                return [];
            }

            plans.Add(plan);
        }

        return plans;
    }

    /// <summary>Days of free use; null where there are none.</summary>
    public static int? ReadTrial(JsonProperty member, List<(string Subject, string Reason)> violations)
    {
        if (member.Value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (member.Value.ValueKind == JsonValueKind.String
            && Periods.TryParse(member.Value.GetString()!, out var period)
            && period >= TimeSpan.Zero
            && period.TotalDays <= 365
            && period.Ticks % TimeSpan.TicksPerDay == 0)
        {
            return (int)period.TotalDays;
        }

        violations.Add((member.Name, "must be whole days, as P14D"));
        return null;
    }

    private static Plan? ReadOne(JsonElement item, string subject, List<(string Subject, string Reason)> violations)
    {
        var before = violations.Count;
        var id = Member(item, "id") is { ValueKind: JsonValueKind.String } idText ? idText.GetString()! : "";
        if (!IdPattern().IsMatch(id))
        {
            violations.Add((subject + ".id", "must be letters, digits, - and _"));
        }

        if (Member(item, "price") is not { } priceElement || !Decimals.TryRead(priceElement, 2, 999_999_999_99, out var price) || price <= 0)
        {
            violations.Add((subject + ".price", "must be more than 0; an app without price has no plans"));
            price = 0;
        }

        PlanPeriod? period = Member(item, "period") switch
        {
            null or { ValueKind: JsonValueKind.Null } => PlanPeriod.Once,
            { ValueKind: JsonValueKind.String } text when text.ValueEquals("P1M") => PlanPeriod.Month,
            { ValueKind: JsonValueKind.String } text when text.ValueEquals("P1Y") => PlanPeriod.Year,
            _ => null,
        };
        if (period is null)
        {
            violations.Add((subject + ".period", "must be P1M, P1Y or null"));
        }

        var name = Member(item, "name") is { ValueKind: JsonValueKind.String } nameText ? nameText.GetString() : null;
        var perDevice = Member(item, "perDevice") is { ValueKind: JsonValueKind.True };
        return violations.Count == before ? new Plan(id, name, price, period!.Value, perDevice) : null;
    }

    private static JsonElement? Member(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) ? value : null;

    [GeneratedRegex(@"\A[a-zA-Z0-9_-]{1,100}\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex IdPattern();
}
