using System.Text.Json;
using Prilavok.Core.Delivery;

namespace Prilavok.Storage.Delivery;

/// <summary>A row of the table of replays.</summary>
internal sealed class ReplayRow
{
    /// <summary>Stands in the column until the events are counted.</summary>
    public const long Uncounted = -1;

    public string AppId { get; init; } = "";

    public string ReplayId { get; init; } = "";

    public byte[] Settings { get; init; } = [];

    public int State { get; init; }

    public long Events { get; init; }

    public long Sent { get; init; }

    public long Failed { get; init; }

    public string? LastError { get; init; }

    public long CreatedAt { get; init; }

    public long Generation { get; init; }

    public Replay Replay => new(
        AppId,
        ReplayId,
        JsonSerializer.Deserialize(Settings, StorageJson.Default.ReplayOrder) ?? throw new InvalidOperationException("A kept order is null."),
        (ReplayState)State,
        Events == Uncounted ? null : Events,
        Instant.At(CreatedAt))
    {
        Sent = Sent,
        Failed = Failed,
        LastError = LastError,
        Generation = Generation,
    };
}

/// <summary>A lane of a replay, kept or planned.</summary>
internal sealed class ReplayLaneRow
{
    public string OwnerId { get; init; } = "";

    public string AppId { get; init; } = "";

    public int Channel { get; init; }

    public long Cursor { get; init; }

    public long LastSeq { get; init; }

    public long Delivered { get; init; }

    public string Exceptions { get; init; } = "[]";

    public LaneKey Key => new(OwnerId, AppId, (Channel)Channel);

    public IReadOnlyList<SeqRange> Ranges =>
        [.. (JsonSerializer.Deserialize(Exceptions, StorageJson.Default.Int64Array) ?? []).Chunk(2).Select(pair => new SeqRange(pair[0], pair[1]))];
}

/// <summary>Events of a lane that have not arrived.</summary>
internal sealed class SeqRangeRow
{
    public string OwnerId { get; init; } = "";

    public string AppId { get; init; } = "";

    public int Channel { get; init; }

    public long FirstSeq { get; init; }

    public long LastSeq { get; init; }

    public LaneKey Key => new(OwnerId, AppId, (Channel)Channel);
}
