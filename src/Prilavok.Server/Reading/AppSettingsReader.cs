using System.Text.Json;
using System.Text.RegularExpressions;
using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;
using Prilavok.Server.Partners;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Reading;

/// <summary>What the developer portal edits, from JSON. Members that are absent keep what they were.</summary>
internal static partial class AppSettingsReader
{
    private const int LongestToken = 4096;
    private const int LongestName = 200;

    /// <summary>Members beside the settings, which nobody sets.</summary>
    private static readonly string[] Shown = ["appId", "versionId", "status", "signingSecret", "signingPublicKey"];

    /// <summary>Those that are read, and those that are shown beside them.</summary>
    public static readonly string[] Members =
    [
        "name", "serviceToken", "base", "urls", "documentsFormat", "entitiesFormat", "ordered", "signing", "signingScheme", "rights", "plans",
        "proxy", "forms", "settingsTab", "addOns", "inventorySystem", "initialSync", "trial", .. Shown,
    ];

    /// <param name="violations">All that is wrong; the settings are of use only when it is empty.</param>
    public static AppSettings Read(JsonElement element, AppSettings before, List<(string Subject, string Reason)> violations)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            violations.Add(("", "must be an object"));
            return before;
        }

        var settings = before;
        foreach (var member in element.EnumerateObject())
        {
            settings = member.Name switch
            {
                "name" => settings with { Name = Text(member, LongestName, violations) ?? settings.Name },
                "serviceToken" => settings with { ServiceToken = Authorization(member, violations) },
                "base" => WithBase(settings, Url(member.Value, member.Name, violations, mayNameStore: false)),
                "urls" => WithUrls(settings, member.Value, violations),
                "documentsFormat" => settings with { DocumentsFormat = Format(member, violations) ?? WireFormat.V1 },
                "entitiesFormat" => settings with { EntitiesFormat = Format(member, violations) },
                "ordered" => settings with { Ordered = Flag(member, violations) },
                "signing" => settings with { Signing = Flag(member, violations) },
                "signingScheme" => settings with { SigningScheme = SchemeOf(member, violations) },
                "rights" => settings with { Rights = RightsOf(member, violations) },
                "plans" => settings with { Plans = PlanReader.Read(member.Value, violations) },
                "proxy" => settings with { Proxy = AppFormReader.ReadPatterns(member, violations) },
                "forms" => AppFormReader.Read(settings, member.Value, violations),
                "settingsTab" => settings with { SettingsTab = AppFormReader.ReadTab(member.Value, violations) },
                "addOns" => settings with { AddOns = PlanReader.ReadAddOns(member.Value, violations) },
                "inventorySystem" => settings with { InventorySystem = Flag(member, violations) },
                "initialSync" => settings with { InitialSync = Flag(member, violations) },
                "trial" => PlanReader.WithTrial(settings, member, violations),
                _ => settings,
            };
        }

        return settings;
    }

    private static AppSettings WithBase(AppSettings settings, string? address)
    {
        if (address is null)
        {
            return settings;
        }

        var root = address.TrimEnd('/');
        return settings with
        {
            UserCreateUrl = root + "/api/v1/user/create",
            UserVerifyUrl = root + "/api/v1/user/verify",
            CommoditiesUrl = root + "/api/v1/commodities",
            Urls = DocumentedPaths.OfV1.ToDictionary(path => path.Key, path => root + path.Value),
            DocumentsFormat = WireFormat.V1,
        };
    }

    private static AppSettings WithUrls(AppSettings settings, JsonElement urls, List<(string Subject, string Reason)> violations)
    {
        if (urls.ValueKind != JsonValueKind.Object)
        {
            violations.Add(("urls", "must be an object"));
            return settings;
        }

        var next = new Dictionary<Channel, string>(settings.Urls);
        foreach (var member in urls.EnumerateObject())
        {
            var subject = "urls." + member.Name;
            switch (member.Name)
            {
                case "userCreate":
                    settings = settings with { UserCreateUrl = Url(member.Value, subject, violations, mayNameStore: false) };
                    break;
                case "userVerify":
                    settings = settings with { UserVerifyUrl = Url(member.Value, subject, violations, mayNameStore: false) };
                    break;
                case "commodities":
                    settings = settings with { CommoditiesUrl = Url(member.Value, subject, violations) };
                    break;
                case "documentsFormat":
                    settings = settings with { DocumentsFormat = Format(member, violations) ?? WireFormat.V1 };
                    break;
                default:
                    SetUrl(next, member, subject, violations);
                    break;
            }
        }

        return settings with { Urls = next };
    }

    private static void SetUrl(
        Dictionary<Channel, string> urls, JsonProperty member, string subject, List<(string Subject, string Reason)> violations)
    {
        if (!Channels.TryFind(member.Name, out var channel))
        {
            violations.Add((subject, "there is no such webhook"));
        }
        else if (
            Url(member.Value, subject, violations, mayNameStore: !Channels.IsAboutInstallation(channel) && channel is not (
                Channel.Employees or Channel.Roles)) is { } url)
        {
            urls[channel] = url;
        }
        else
        {
            urls.Remove(channel);
        }
    }

    /// <summary>An address of a service; null stays null.</summary>
    public static string? Url(JsonElement value, string subject, List<(string Subject, string Reason)> violations, bool mayNameStore = true)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        if ((text is null ? ServiceAddress.NoAddress : ServiceAddress.FaultOf(text, mayNameStore)) is not { } fault)
        {
            return text;
        }

        violations.Add((subject, fault));
        return null;
    }

    private static string? Text(JsonProperty member, int longest, List<(string Subject, string Reason)> violations)
    {
        if (member.Value.ValueKind == JsonValueKind.String && member.Value.GetString() is { Length: > 0 } text && text.Length <= longest)
        {
            return text;
        }

        violations.Add((member.Name, $"must be a string of 1 to {longest} characters"));
        return null;
    }

    private static string? Authorization(JsonProperty member, List<(string Subject, string Reason)> violations)
    {
        if (member.Value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (member.Value.ValueKind == JsonValueKind.String && member.Value.GetString() is { Length: <= LongestToken } text
            && AuthorizationPattern().IsMatch(text))
        {
            return text;
        }

        violations.Add((member.Name, "must be \"Bearer \" or \"Basic \" and a token of visible ASCII characters"));
        return null;
    }

    private static WireFormat? Format(JsonProperty member, List<(string Subject, string Reason)> violations) =>
        OneOf(member, violations, ("v1", WireFormat.V1), ("v2", WireFormat.V2));

    private static SigningScheme SchemeOf(JsonProperty member, List<(string Subject, string Reason)> violations) =>
        OneOf(member, violations, ("hmac", SigningScheme.Hmac), ("ed25519", SigningScheme.Ed25519)) ?? SigningScheme.Hmac;

    private static T? OneOf<T>(JsonProperty member, List<(string Subject, string Reason)> violations, params (string Word, T Value)[] words)
        where T : struct
    {
        var found = Array.FindIndex(words, word => member.Value.ValueKind == JsonValueKind.String && member.Value.ValueEquals(word.Word));
        if (found >= 0)
        {
            return words[found].Value;
        }

        violations.Add((member.Name, $"must be {string.Join(" or ", words.Select(word => $"\"{word.Word}\""))}"));
        return null;
    }

    private static bool Flag(JsonProperty member, List<(string Subject, string Reason)> violations)
    {
        if (!Flags.TryRead(member.Value, out var flag))
        {
            violations.Add((member.Name, Flags.Expected));
        }

        return flag;
    }

    private static IReadOnlyList<string>? RightsOf(JsonProperty member, List<(string Subject, string Reason)> violations)
    {
        if (member.Value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var rights = new List<string>();
        foreach (var right in member.Value.ValueKind == JsonValueKind.Array ? member.Value.EnumerateArray() : default)
        {
            var text = right.ValueKind == JsonValueKind.String ? right.GetString()!.Replace(
                "product-image:", "product.image:", StringComparison.Ordinal) : null;
            if (text is null || !Rights.All.Contains(text))
            {
                violations.Add((member.Name, $"there is no right {right}"));
            }
            else
            {
                rights.Add(text);
            }
        }

        return rights;
    }

    [GeneratedRegex(@"\A(Bearer|Basic) [!-~]+\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex AuthorizationPattern();
}
