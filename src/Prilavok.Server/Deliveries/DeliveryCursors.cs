using System.Globalization;
using Prilavok.Core.Delivery;

namespace Prilavok.Server.Deliveries;

/// <summary>Where a list of deliveries, lanes or dead letters goes on. The text is ours alone: it is taken as it was given.</summary>
internal static class DeliveryCursors
{
    public static string Of(Attempt attempt) =>
        string.Create(CultureInfo.InvariantCulture, $"{attempt.At.ToUnixTimeMilliseconds()}.{attempt.DeliveryId}.{attempt.Number}");

    public static string Of(DeadLetter dead) => string.Create(
        CultureInfo.InvariantCulture, $"{dead.At.ToUnixTimeMilliseconds()}.{dead.Lane.OwnerId}.{(int)dead.Lane.Channel}.{dead.FirstSeq}");

    public static string Of(LaneKey lane) => string.Create(CultureInfo.InvariantCulture, $"{lane.OwnerId}.{(int)lane.Channel}.{lane.Parked}");

    public static AttemptPlace? AttemptOf(string cursor) =>
        cursor.Split('.') is [var at, var id, var number] && Number(at) is { } ms && Guid.TryParseExact(id, "D", out var delivery)
        && Number(number) is >= 0 and <= int.MaxValue and var count
            ? new AttemptPlace(ms, delivery.ToString(), (int)count)
            : null;

    public static DeadPlace? DeadOf(string cursor) =>
        cursor.Split('.') is [var at, var owner, var channel, var seq] && Number(at) is { } ms && ChannelOf(channel) is { } known
            && Number(seq) is { } first
            ? new DeadPlace(ms, owner, known, first)
            : null;

    public static LaneKey? LaneOf(string cursor, string appId) =>
        cursor.Split('.') is [var owner, var channel, var parked] && ChannelOf(channel) is { } known && Number(parked) is { } seq
            ? new LaneKey(owner, appId, known, seq)
            : null;

    private static Channel? ChannelOf(string text) =>
        Number(text) is >= 1 and <= 100 and var number && Enum.IsDefined((Channel)number) ? (Channel)number : null;

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
