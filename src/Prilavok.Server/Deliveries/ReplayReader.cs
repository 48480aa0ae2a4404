using System.Text.Json;
using Prilavok.Core.Delivery;
using Prilavok.Server.Http;
using Prilavok.Server.Reading;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Deliveries;

/// <summary>What a publisher wants sent once more, from JSON.</summary>
internal static class ReplayReader
{
    private const int DefaultRate = 50;
    private const int LargestRate = 10_000;

    public static ReplayOrder Read(OwnBody body)
    {
        var since = Time(body, "since");
        if (since is null && body.Violations.TrueForAll(violation => violation.Subject != "since"))
        {
            body.Wrong("since", "must not be null", 0);
        }

        var until = Time(body, "until");
        if (until <= since)
        {
            body.Wrong("until", "must be after since", 0);
        }

        var only = body.MaybeText("only") switch
        {
            null or "all" => false,
            "failed" => true,
            _ => body.Wrong("only", "must be \"failed\" or \"all\"", false),
        };
        return new ReplayOrder(
            since ?? default,
            until,
            ChannelsOf(body),
            body.MaybeText("ownerId"),
            only,
            Url(body),
            (int?)body.MaybeNumber("rate", DefaultRate, 1, LargestRate) ?? DefaultRate);
    }

    private static DateTimeOffset? Time(OwnBody body, string name) => body.MaybeText(name) switch
    {
        null => null,
        { } text when Instants.TryParse(text, out var at) => at,
        _ => body.Wrong<DateTimeOffset?>(name, "must be a time, as 2026-01-01T00:00:00Z", null),
    };

    private static List<Channel> ChannelsOf(OwnBody body)
    {
        var channels = new List<Channel>();
        foreach (var name in body.Has("channels", out var list) && list.ValueKind != JsonValueKind.Null ? body.Texts("channels", []) : [])
        {
            if (Channels.TryFind(name, out var channel))
            {
                channels.Remove(channel); // Said twice, it is told once.
                channels.Add(channel);
            }
            else
            {
                body.Wrong("channels", $"there is no webhook {name}", 0);
            }
        }

        return channels;
    }

    private static string? Url(OwnBody body) => body.Has("to", out var value) ? AppSettingsReader.Url(value, "to", body.Violations) : null;
}
