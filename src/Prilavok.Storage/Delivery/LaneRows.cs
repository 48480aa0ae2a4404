using Prilavok.Core.Delivery;

namespace Prilavok.Storage.Delivery;

internal sealed class LaneRow
{
    public string OwnerId { get; init; } = "";

    public string AppId { get; init; } = "";

    public int Channel { get; init; }

    public long Parked { get; init; }

    public long Generation { get; init; }

    public long Cursor { get; init; }

    public long Head { get; init; }

    public long? BatchEnd { get; init; }

    public long? DueAt { get; init; }

    public int Leased { get; init; }

    public int Paused { get; init; }

    public int Failures { get; init; }

    public int Refusals { get; init; }

    public long? ResumedAt { get; init; }

    public string? LastError { get; init; }

    public ClaimedLane Claimed => new(Key, Generation, Cursor, BatchEnd, Failures, Refusals, Paused != 0, Instant.At(ResumedAt));

    public LaneKey Key => new(OwnerId, AppId, (Channel)Channel, Parked);

    public LaneState State => new(Key, Cursor, Head, Instant.At(DueAt), Leased != 0, Paused != 0, Failures, LastError);
}

internal sealed class AttemptRow
{
    /// <summary>Days since 1970, in real time.</summary>
    public long Day { get; init; }

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

    public LaneKey Lane => new(OwnerId, AppId, (Channel)Channel);

    public Attempt Attempt => new(
        Guid.Parse(DeliveryId), FirstSeq, LastSeq, Number, Instant.At(At), TimeSpan.FromMilliseconds(Took), Status, Error)
    {
        Url = Url,
        Response = Response,
    };

    public static AttemptRow Of(LaneKey lane, Attempt attempt, long day) => new()
    {
        Day = day,
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
    };
}
