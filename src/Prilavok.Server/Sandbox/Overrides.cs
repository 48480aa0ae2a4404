using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Prilavok.Server.Sandbox;

/// <summary>
/// Puts values into a document by paths such as <c>positions[0].price</c>; a path that is not in the envelope is looked for in the body.
/// </summary>
internal static partial class Overrides
{
    private const int Most = 100;

    public static bool TryApply(JsonObject document, JsonElement overrides, out string wrong)
    {
        wrong = "set";
        if (overrides.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        var count = 0;
        foreach (var member in overrides.EnumerateObject())
        {
            wrong = "set." + member.Name;
            var steps = StepPattern().Matches(member.Name);
            if (++count > Most || steps.Count == 0 || string.Concat(steps.Select(step => step.Value)) != member.Name)
            {
                return false;
            }

            var first = steps[0].Groups["name"].Value;
            var root = document.ContainsKey(first) || document["body"] is not JsonObject body ? document : body;
            if (!TrySet(root, steps, member.Value))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TrySet(JsonNode root, MatchCollection steps, JsonElement value)
    {
        var place = (JsonNode?)root;
        for (var i = 0; i < steps.Count; i++)
        {
            var isLast = i == steps.Count - 1;
            var name = steps[i].Groups["name"].Value;
            if (name.Length > 0 && place is JsonObject item)
            {
                if (isLast)
                {
                    item[name] = JsonNode.Parse(value.GetRawText());
                    return true;
                }

                place = item[name];
            }
            else if (steps[i].Groups["index"] is { Success: true } index
                && place is JsonArray list
                && int.TryParse(index.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
                && at < list.Count)
            {
                if (isLast)
                {
                    list[at] = JsonNode.Parse(value.GetRawText());
                    return true;
                }

                place = list[at];
            }
            else
            {
                return false;
            }
        }

        return false;
    }

    [GeneratedRegex(@"\.?(?<name>[A-Za-z_][A-Za-z0-9_]*)|\[(?<index>[0-9]{1,4})\]", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex StepPattern();
}
