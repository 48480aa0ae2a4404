using Prilavok.Core.Delivery;

namespace Prilavok.Storage.Delivery;

internal sealed class AttemptRow
{
    /// <summary>When it was written down, in real time.</summary>
    public long KeptAt { get; init; }

    public string OwnerId { get; init; } = "";

    public string AppId { get; init; } = "";

    public int Channel { get; init; }

    public string DeliveryId { get; init; } = "";

    public long FirstSeq { get; init; }

    public long LastSeq { get; init; }

    public int Number { get; init; }

    public long At { get; init; }

    public long Took { get; init; }

    public int? Status { get; init; }

    public string? Error { get; init; }

    public string? Url { get; init; }

    public string? Response { get; init; }

    public string? Address { get; init; }

    /// <summary>Null where no timings are known; the times are microseconds.</summary>
    public int? Reused { get; init; }

    public long? Dns { get; init; }

    public long? Connect { get; init; }

    public long? Tls { get; init; }

    public long? FirstByte { get; init; }

    public LaneKey Lane => new(OwnerId, AppId, (Channel)Channel);

    public AttemptMark Mark => new(KeptAt, DeliveryId, Number, At);

    public Attempt Attempt => new(
        Guid.Parse(DeliveryId), FirstSeq, LastSeq, Number, Instant.At(At), TimeSpan.FromMilliseconds(Took), Status, Error)
    {
        Url = Url,
        Response = Response,
        Timings = Reused is { } reused ? new AttemptTimings(Address, reused != 0, Span(Dns), Span(Connect), Span(Tls), Span(FirstByte)) : null,
    };

    /// <summary>In the order of the columns.</summary>
    /// <param name="keptAt">Real time, in milliseconds.</param>
    public static object?[] Values(LaneKey lane, Attempt attempt, long keptAt)
    {
        var timings = attempt.Timings;
        return
        [
            keptAt, lane.OwnerId, lane.AppId, (int)lane.Channel, attempt.DeliveryId.ToString(), attempt.FirstSeq, attempt.LastSeq,
            attempt.Number, attempt.At.Ms(), (long)attempt.Took.TotalMilliseconds, attempt.Status, attempt.Error, attempt.Url, attempt.Response,
            timings?.Address, timings is null ? null : timings.IsReused ? 1 : 0, Micros(timings?.Dns), Micros(timings?.Connect), Micros(timings?.Tls),
            Micros(timings?.FirstByte),
        ];
    }

    private static TimeSpan? Span(long? micros) => micros is { } value ? TimeSpan.FromMicroseconds(value) : null;

    private static long? Micros(TimeSpan? span) => span is { } value ? (long)value.TotalMicroseconds : null;
}
