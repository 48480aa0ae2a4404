using Prilavok.Core.Delivery;

namespace Prilavok.Storage.Delivery;

internal sealed class AttemptRow
{
    public const long DayLength = 24L * 60 * 60 * 1000;

    /// <summary>When it was written down, in real time.</summary>
    public long KeptAt { get; init; }

    /// <summary>Days since 1970, in real time.</summary>
    public long Day => KeptAt / DayLength;

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

    public static AttemptRow Of(LaneKey lane, Attempt attempt, long keptAt) => new()
    {
        KeptAt = keptAt,
        OwnerId = lane.OwnerId,
        AppId = lane.AppId,
        Channel = (int)lane.Channel,
        DeliveryId = attempt.DeliveryId.ToString(),
        FirstSeq = attempt.FirstSeq,
        LastSeq = attempt.LastSeq,
        Number = attempt.Number,
        At = attempt.At.Ms(),
        Took = (long)attempt.Took.TotalMilliseconds,
        Status = attempt.Status,
        Error = attempt.Error,
        Url = attempt.Url,
        Response = attempt.Response,
        Address = attempt.Timings?.Address,
        Reused = attempt.Timings is { } timings ? timings.IsReused ? 1 : 0 : null,
        Dns = Micros(attempt.Timings?.Dns),
        Connect = Micros(attempt.Timings?.Connect),
        Tls = Micros(attempt.Timings?.Tls),
        FirstByte = Micros(attempt.Timings?.FirstByte),
    };

    private static TimeSpan? Span(long? micros) => micros is { } value ? TimeSpan.FromMicroseconds(value) : null;

    private static long? Micros(TimeSpan? span) => span is { } value ? (long)value.TotalMicroseconds : null;
}
