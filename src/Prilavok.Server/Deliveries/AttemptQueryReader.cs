using System.Globalization;
using Prilavok.Core.Delivery;

namespace Prilavok.Server.Deliveries;

/// <summary>What of the deliveries is asked for. An empty value asks for nothing in particular.</summary>
internal static class AttemptQueryReader
{
    public static AttemptQuery Read(IQueryCollection query, List<(string Subject, string Reason)> violations)
    {
        var status = Text(query, "status");
        return new AttemptQuery
        {
            OwnerId = Text(query, "ownerId"),
            Channel = ChannelOf(Text(query, "channel"), violations),
            Arrived = status switch { "delivered" => true, "failed" => false, _ => null },
            Status = status is null or "delivered" or "failed" or "queued" or "dead" ? null : StatusOf(status, violations),
            Since = TimeOf(query, "since", violations),
            Until = TimeOf(query, "until", violations),
            After = status is "dead" or "queued" ? null : PlaceOf(query, DeliveryCursors.AttemptOf, violations),
            AfterDead = status is "dead" ? PlaceOf(query, DeliveryCursors.DeadOf, violations) : null,
        };
    }

    /// <summary>Which lanes are asked for.</summary>
    public static LaneQuery ReadLanes(string appId, IQueryCollection query, List<(string Subject, string Reason)> violations) => new(appId)
    {
        OwnerId = Text(query, "ownerId"),
        Channel = ChannelOf(Text(query, "channel"), violations),
        After = LanePlaceOf(appId, query, violations),
    };

    public static LaneKey? LanePlaceOf(string appId, IQueryCollection query, List<(string Subject, string Reason)> violations) =>
        PlaceOf(query, cursor => DeliveryCursors.LaneOf(cursor, appId), violations);

    private static string? Text(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    private static Channel? ChannelOf(string? name, List<(string Subject, string Reason)> violations)
    {
        if (name is null)
        {
            return null;
        }

        if (Channels.TryFind(name, out var channel))
        {
            return channel;
        }

        violations.Add(("channel", "there is no such webhook"));
        return null;
    }

    private static int? StatusOf(string text, List<(string Subject, string Reason)> violations)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 100 and <= 999)
        {
            return status;
        }

        violations.Add(("status", "must be delivered, failed, queued, dead, or the number of an HTTP status"));
        return null;
    }

    private static DateTimeOffset? TimeOf(IQueryCollection query, string name, List<(string Subject, string Reason)> violations)
    {
        if (Text(query, name) is not { } text)
        {
            return null;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
        {
            return at;
        }

        violations.Add((name, "must be a time, as 2026-01-01T00:00:00Z"));
        return null;
    }

    private static T? PlaceOf<T>(IQueryCollection query, Func<string, T?> read, List<(string Subject, string Reason)> violations)
    {
        if (Text(query, "cursor") is not { } cursor)
        {
            return default;
        }

        if (read(cursor) is { } place)
        {
            return place;
        }

        violations.Add(("cursor", "is not one that was given here"));
        return default;
    }
}
