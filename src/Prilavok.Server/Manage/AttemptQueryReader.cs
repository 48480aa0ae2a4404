using System.Globalization;
using Prilavok.Core.Delivery;

namespace Prilavok.Server.Manage;

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
            After = PlaceOf(Text(query, "cursor"), violations),
        };
    }

    /// <summary>Leads to what comes after this attempt.</summary>
    public static string CursorOf(Attempt attempt) =>
        string.Create(CultureInfo.InvariantCulture, $"{attempt.At.ToUnixTimeMilliseconds()}.{attempt.DeliveryId}.{attempt.Number}");

    private static string? Text(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    private static Channel? ChannelOf(string? name, List<(string Subject, string Reason)> violations)
    {
        if (name is null)
        {
            return null;
        }

        if (AppSettingsReader.TryFind(name, out var channel))
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

    private static AttemptPlace? PlaceOf(string? cursor, List<(string Subject, string Reason)> violations)
    {
        if (cursor is null)
        {
            return null;
        }

        if (cursor.Split('.') is [var at, var id, var number]
            && long.TryParse(at, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ms)
            && Guid.TryParseExact(id, "D", out var delivery)
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return new AttemptPlace(ms, delivery.ToString(), count);
        }

        violations.Add(("cursor", "is not one that was given here"));
        return null;
    }
}
