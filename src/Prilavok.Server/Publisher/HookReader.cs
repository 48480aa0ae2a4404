using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Publishing;
using Prilavok.Server.Http;
using Prilavok.Server.Partners;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Publisher;

/// <summary>A hook from JSON. Null counts as absent, but where something must be.</summary>
internal static class HookReader
{
    private const int LongestSecret = 100;

    /// <summary>Stands for the former settings where only the body's own faults are looked for.</summary>
    public static HookSettings Anything { get; } = new(HookEvents.All, null, null, false, true);

    /// <param name="former">What absent members keep; null makes events and config necessary and the rest default.</param>
    public static HookSettings Read(JsonElement body, HookSettings? former, List<ViolationV2> violations)
    {
        var before = former ?? Anything;
        if (body.ValueKind != JsonValueKind.Object)
        {
            violations.Add(new ViolationV2("", "must be an object"));
            return before;
        }

        var settings = before with
        {
            Events = EventsOf(body, former, violations),
            Active = Flag(body, "active", "active", before.Active, violations),
        };
        if (Find(body, "config") is not { } config)
        {
            if (former is null)
            {
                violations.Add(new ViolationV2("config", "must not be null"));
            }

            return settings;
        }

        return ReadConfig(config, settings, violations);
    }

    private static HookSettings ReadConfig(JsonElement config, HookSettings settings, List<ViolationV2> violations)
    {
        if (config.ValueKind != JsonValueKind.Object)
        {
            violations.Add(new ViolationV2("config", "must be an object"));
            return settings;
        }

        if (Text(config, "content_type", int.MaxValue, HookWriter.ContentType, violations) is not HookWriter.ContentType)
        {
            violations.Add(new ViolationV2("config.content_type", "unknown value"));
        }

        var url = Text(config, "url", ServiceAddress.Longest, settings.Url, violations);
        if (url is { Length: <= ServiceAddress.Longest } && ServiceAddress.FaultOf(url) is { } fault)
        {
            violations.Add(new ViolationV2("config.url", fault == ServiceAddress.NoAddress ? "must be a URL" : fault));
        }

        return settings with
        {
            Url = url,
            Secret = SecretOf(config, settings.Secret, violations),
            InsecureSsl = Flag(config, "insecure_ssl", "config.insecure_ssl", settings.InsecureSsl, violations),
        };
    }

    /// <summary>The former one stays as it is, whether it opens or not.</summary>
    private static Secret? SecretOf(JsonElement config, Secret? former, List<ViolationV2> violations) =>
        Find(config, "secret") is null ? former : Text(config, "secret", LongestSecret, null, violations);

    private static IReadOnlyList<string> EventsOf(JsonElement body, HookSettings? former, List<ViolationV2> violations)
    {
        if (Find(body, "events") is not { } events)
        {
            return former?.Events ?? Wrong("must not be null");
        }

        if (events.ValueKind != JsonValueKind.Array)
        {
            return Wrong("must be an array");
        }

        if (events.GetArrayLength() == 0)
        {
            return Wrong("must not be empty");
        }

        var names = new List<string>();
        foreach (var item in events.EnumerateArray())
        {
            var name = item.ValueKind == JsonValueKind.String ? item.GetString()! : "";
            if (!HookEvents.All.Contains(name, StringComparer.Ordinal))
            {
                return Wrong("unknown value");
            }

            if (!names.Contains(name, StringComparer.Ordinal))
            {
                names.Add(name);
            }
        }

        return names;

        IReadOnlyList<string> Wrong(string reason)
        {
            violations.Add(new ViolationV2("events", reason));
            return HookEvents.All;
        }
    }

    private static string? Text(JsonElement config, string name, int longest, string? before, List<ViolationV2> violations)
    {
        if (Find(config, name) is not { } value)
        {
            return before;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            violations.Add(new ViolationV2("config." + name, "must be a string"));
            return before;
        }

        var text = value.GetString()!;
        if (text.Length > longest)
        {
            violations.Add(new ViolationV2("config." + name, $"size must be between 0 and {longest}"));
        }

        return text;
    }

    private static bool Flag(JsonElement element, string name, string subject, bool before, List<ViolationV2> violations)
    {
        if (Find(element, name) is not { } value)
        {
            return before;
        }

        if (Flags.TryRead(value, out var flag))
        {
            return flag;
        }

        violations.Add(new ViolationV2(subject, Flags.Expected));
        return before;
    }

    private static JsonElement? Find(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
