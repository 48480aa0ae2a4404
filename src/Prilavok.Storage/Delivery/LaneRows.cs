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
