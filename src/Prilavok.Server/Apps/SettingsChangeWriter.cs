using System.Collections.Frozen;
using System.Text.Json;
using Prilavok.Core.Apps;
using Prilavok.Core.Publishing;
using Prilavok.Server.Http;
using Prilavok.Server.Rendering;

namespace Prilavok.Server.Apps;

/// <summary>What was changed of an app's settings: the names of the members, and what they were from then on.</summary>
internal static class SettingsChangeWriter
{
    /// <summary>Where a member stands on the wire that has another name or another place there.</summary>
    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>
    {
        [nameof(AppSettings.UserCreateUrl)] = "urls",
        [nameof(AppSettings.UserVerifyUrl)] = "urls",
        [nameof(AppSettings.CommoditiesUrl)] = "urls",
        [nameof(AppSettings.Urls)] = "urls",
        [nameof(AppSettings.DocumentsFormat)] = "urls",
        [nameof(AppSettings.TrialDays)] = "trial",
        [nameof(AppSettings.TrialMonths)] = "trial",
        [nameof(AppSettings.VerifyForm)] = "forms",
        [nameof(AppSettings.CreateForm)] = "forms",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <param name="withSecrets">False leaves out what a token that only reads must not have.</param>
    public static void Write(Utf8JsonWriter json, ChangedSettings? change, bool withSecrets)
    {
        using var whole = JsonDocument.Parse(Json.Render(all =>
        {
            all.WriteStartObject();
            if (change is not null)
            {
                AppSettingsWriter.WriteMembers(all, change.After, withSecrets);
            }

            all.WriteEndObject();
        }));
        var names = change?.Members?.Select(NameOf).ToHashSet(StringComparer.Ordinal);
        var tooLong = (change?.TooLong ?? []).Select(NameOf).ToHashSet(StringComparer.Ordinal);
        var members = whole.RootElement.EnumerateObject().Where(member => names?.Contains(member.Name) != false && !tooLong.Contains(member.Name))
            .ToList();
        json.WriteStartArray("changed");
        foreach (var name in (names ?? members.Select(member => member.Name)).Order(StringComparer.Ordinal))
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteStartObject("settings");
        foreach (var member in members)
        {
            member.WriteTo(json);
        }

        json.WriteEndObject();
    }

    /// <summary>Of a member of the settings, on the wire.</summary>
    private static string NameOf(string member) => Names.GetValueOrDefault(member) ?? JsonNamingPolicy.CamelCase.ConvertName(member);
}
