using System.Text.Json;
using System.Text.RegularExpressions;
using Prilavok.Core.Apps;
using Prilavok.Server.Http;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Reading;

/// <summary>What an app costs and for how long it is free, from JSON.</summary>
internal static partial class PlanReader
{
    private const int MostPlans = 50;

    private static readonly DateTimeOffset LeapYear = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan LongestTrial = TimeSpan.FromDays(366);

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

        CheckOnce("plans", plans.Select(plan => plan.Id), violations);
        return plans;
    }

    public static IReadOnlyList<AddOn> ReadAddOns(JsonElement element, List<(string Subject, string Reason)> violations)
    {
        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() > MostPlans)
        {
            violations.Add(("addOns", $"must be an array of at most {MostPlans} add-ons"));
            return [];
        }

        var addOns = new List<AddOn>();
        foreach (var item in element.EnumerateArray())
        {
            var subject = $"addOns[{addOns.Count}]";
            UnknownMembers.Tell(item, subject, violations, "id", "name", "price");
            addOns.Add(new AddOn(IdOf(item, subject, violations), NameOf(item), PriceOf(item, subject, violations)));
        }

        CheckOnce("addOns", addOns.Select(addOn => addOn.Id), violations);
        return addOns;
    }

    /// <summary>How long an app is free; null is no such time.</summary>
    public static AppSettings WithTrial(AppSettings settings, JsonProperty member, List<(string Subject, string Reason)> violations)
    {
        if (member.Value.ValueKind == JsonValueKind.Null)
        {
            return settings with { TrialDays = null, TrialMonths = 0 };
        }

        if (member.Value.ValueKind == JsonValueKind.String
            && Periods.TryParse(member.Value.GetString()!, out var period)
            && period.Time.Ticks % TimeSpan.TicksPerDay == 0
            && period.From(LeapYear) - LeapYear <= LongestTrial)
        {
            return settings with { TrialDays = period.Time.Days, TrialMonths = period.Months };
        }

        violations.Add((member.Name, "must be whole days, weeks or months, a year at most, as P14D, P2W or P1M"));
        return settings;
    }

    private static Plan? ReadOne(JsonElement item, string subject, List<(string Subject, string Reason)> violations)
    {
        var before = violations.Count;
        UnknownMembers.Tell(item, subject, violations, "id", "name", "price", "period", "perDevice", "discounts");
        var id = IdOf(item, subject, violations);
        var price = PriceOf(item, subject, violations);
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

        var name = NameOf(item);
        var perDevice = false;
        if (Member(item, "perDevice") is { ValueKind: not JsonValueKind.Null } flag && !Flags.TryRead(flag, out perDevice))
        {
            violations.Add((subject + ".perDevice", Flags.Expected));
        }

        var discounts = ReadDiscounts(item, subject + ".discounts", perDevice, violations);
        return violations.Count == before ? new Plan(id, name, price, period!.Value, perDevice) { Discounts = discounts } : null;
    }

    private static List<PlanDiscount>? ReadDiscounts(
        JsonElement item, string subject, bool perDevice, List<(string Subject, string Reason)> violations)
    {
        if (Member(item, "discounts") is not { ValueKind: not JsonValueKind.Null } list)
        {
            return null;
        }

        if (!perDevice || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > MostPlans)
        {
            violations.Add((subject, $"must be an array of at most {MostPlans} discounts, of a plan per device"));
            return null;
        }

        var discounts = new List<PlanDiscount>();
        foreach (var discount in list.EnumerateArray())
        {
            UnknownMembers.Tell(discount, $"{subject}[{discounts.Count}]", violations, "from", "percent");
            if (Whole(discount, "from", 2, 10_000) is not { } from || Whole(discount, "percent", 1, 90) is not { } percent)
            {
                violations.Add(
                    ($"{subject}[{discounts.Count}]", "must say from how many devices (2 to 10000) how many percent (1 to 90) are taken off"));
                return null;
            }

            discounts.Add(new PlanDiscount(from, percent));
        }

        return discounts;
    }

    private static int? Whole(JsonElement item, string name, int least, int most) =>
        Member(item, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) && value >= least && value <= most
            ? value
            : null;

    private static string IdOf(JsonElement item, string subject, List<(string Subject, string Reason)> violations)
    {
        var id = Member(item, "id") is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
        if (!IdPattern().IsMatch(id))
        {
            violations.Add((subject + ".id", "must be letters, digits, - and _"));
        }

        return id;
    }

    private static string? NameOf(JsonElement item) => Member(item, "name") is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static long PriceOf(JsonElement item, string subject, List<(string Subject, string Reason)> violations)
    {
        if (Member(item, "price") is { } element && Decimals.TryRead(element, 2, 999_999_999_99, out var price) && price > 0)
        {
            return price;
        }

        violations.Add((subject + ".price", "must be more than 0; an app without price has no plans"));
        return 0;
    }

    private static void CheckOnce(string subject, IEnumerable<string> ids, List<(string Subject, string Reason)> violations)
    {
        foreach (var twice in ids.GroupBy(id => id, StringComparer.Ordinal).Where(same => same.Skip(1).Any()))
        {
            violations.Add((subject, $"the id {twice.Key} stands there twice"));
        }
    }

    private static JsonElement? Member(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) ? value : null;

    [GeneratedRegex(@"\A[a-zA-Z0-9_-]{1,100}\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex IdPattern();
}
