using System.Text.Json;
using System.Text.RegularExpressions;
using Prilavok.Core.Apps;
using Prilavok.Server.Http;
using Prilavok.Server.Partners;

namespace Prilavok.Server.Reading;

/// <summary>The forms of an app and its page in the owner's account, from JSON.</summary>
internal static partial class AppFormReader
{
    private const int MostFields = 100;
    private const int LongestText = 2000;
    private const int LongestPattern = 500;
    private const int MostRepeats = 200;
    private const int MostPlaces = 2000;

    private static readonly string PatternRule =
        $"of at most {LongestPattern} characters, without look-around and back-references, in which nothing is repeated more than {MostRepeats} "
            + $"times nor stands more than {MostPlaces} places once counts are written out";

    public static AppSettings Read(AppSettings settings, JsonElement forms, List<(string Subject, string Reason)> violations)
    {
        if (forms.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
        {
            violations.Add(("forms", "must be an object"));
            return settings;
        }

        UnknownMembers.Tell(forms, "forms", violations, "verify", "create");
        return settings with
        {
            VerifyForm = Fields(forms, "verify", violations),
            CreateForm = Fields(forms, "create", violations),
        };
    }

    public static IReadOnlyList<TabElement>? ReadTab(JsonElement list, List<(string Subject, string Reason)> violations)
    {
        if (!IsList(list, "settingsTab", violations))
        {
            return null;
        }

        var elements = new List<TabElement>();
        foreach (var item in list.EnumerateArray())
        {
            var subject = $"settingsTab[{elements.Count}]";
            UnknownMembers.Tell(item, subject, violations, "kind", "label", "value");
            var isKnown = Enum.TryParse<TabElementKind>(Text(item, "kind", subject, violations), ignoreCase: true, out var kind)
                && Text(item, "kind", subject, violations)!.All(char.IsAsciiLetterLower);
            if (!isKnown)
            {
                violations.Add((subject + ".kind", "must be text, password, link, download or frame"));
            }

            var value = Text(item, "value", subject, violations) ?? "";
            if (kind is TabElementKind.Link or TabElementKind.Download or TabElementKind.Frame && !IsAddress(value))
            {
                violations.Add((subject + ".value", "must be an http or https address"));
            }

            elements.Add(new TabElement(kind, Text(item, "label", subject, violations), value));
        }

        return elements;
    }

    /// <summary>Patterns of addresses that terminals may call; null is none.</summary>
    public static IReadOnlyList<string>? ReadPatterns(JsonProperty member, List<(string Subject, string Reason)> violations)
    {
        if (member.Value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (member.Value.ValueKind == JsonValueKind.Array && member.Value.GetArrayLength() <= MostFields
            && member.Value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String && IsPattern(item.GetString()!)))
        {
            return [.. member.Value.EnumerateArray().Select(item => item.GetString()!)];
        }

        violations.Add((member.Name, $"must be an array of at most {MostFields} regular expressions {PatternRule}"));
        return null;
    }

    private static List<FormField>? Fields(JsonElement forms, string name, List<(string Subject, string Reason)> violations)
    {
        if (forms.ValueKind == JsonValueKind.Null || !forms.TryGetProperty(name, out var list) || !IsList(list, "forms." + name, violations))
        {
            return null;
        }

        var fields = new List<FormField>();
        foreach (var item in list.EnumerateArray())
        {
            var field = Field(item, $"forms.{name}[{fields.Count}]", violations);
            if (fields.Exists(other => other.Name == field.Name))
            {
                violations.Add(($"forms.{name}", $"the name {field.Name} stands there twice"));
            }

            fields.Add(field);
        }

        return fields;
    }

    private static FormField Field(JsonElement item, string subject, List<(string Subject, string Reason)> violations)
    {
        UnknownMembers.Tell(item, subject, violations, "name", "label", "type", "pattern", "placeholder", "hint", "value");
        var name = Text(item, "name", subject, violations) ?? "";
        if (!NamePattern().IsMatch(name) || name is "userId" or "userUuid")
        {
            violations.Add((subject + ".name", "must be letters, digits, - and _, and not the owner's id"));
        }

        var type = Text(item, "type", subject, violations);
        if (type is not (null or "text" or "password"))
        {
            violations.Add((subject + ".type", "must be text or password"));
        }

        var pattern = Text(item, "pattern", subject, violations);
        if (pattern is not null && !IsPattern(pattern))
        {
            violations.Add((subject + ".pattern", $"must be a regular expression {PatternRule}"));
            pattern = null;
        }

        return new FormField(
            name,
            Text(item, "label", subject, violations) ?? name,
            type == "password",
            pattern,
            Text(item, "placeholder", subject, violations),
            Text(item, "hint", subject, violations),
            Text(item, "value", subject, violations));
    }

    private static bool IsPattern(string pattern)
    {
        try
        {
            return pattern.Length <= LongestPattern && PatternSize.Of(pattern) is { Repeats: <= MostRepeats, Places: <= MostPlaces }
                && Patterns.Compile(pattern).IsMatch("") is var _;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or RegexMatchTimeoutException)
        {
            return false;
        }
    }

    /// <summary>A browser opens it, so it may lead to a place inside a page.</summary>
    private static bool IsAddress(string value) => ServiceAddress.FaultOf(
        value.Split('#')[0].Replace("${", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal), longest: LongestText) is null;

    private static bool IsList(JsonElement list, string subject, List<(string Subject, string Reason)> violations)
    {
        if (list.ValueKind == JsonValueKind.Null)
        {
            return false;
        }

        if (list.ValueKind == JsonValueKind.Array && list.GetArrayLength() <= MostFields
            && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object))
        {
            return true;
        }

        violations.Add((subject, $"must be an array of at most {MostFields} objects"));
        return false;
    }

    private static string? Text(JsonElement item, string name, string subject, List<(string Subject, string Reason)> violations)
    {
        if (!item.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: <= LongestText } text)
        {
            return text;
        }

        violations.Add(($"{subject}.{name}", $"must be a string of at most {LongestText} characters"));
        return null;
    }

    [GeneratedRegex(@"\A[a-zA-Z0-9_-]{1,100}\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NamePattern();
}
