using Prilavok.Core.Catalog;

namespace Prilavok.Storage.Catalog;

internal sealed class BulkTaskRow
{
    public string OwnerId { get; init; } = "";

    public string TaskId { get; init; } = "";

    public long Number { get; init; }

    public int IsGroup { get; init; }

    public int Status { get; init; }

    public long ModifiedAt { get; init; }

    public byte[] OrderData { get; init; } = [];

    public byte[]? Items { get; init; }

    public int NextItem { get; init; }

    public long Generation { get; init; }

    public int Failures { get; init; }

    public BulkTask Task => new(TaskId, Number, IsGroup != 0, (BulkStatus)Status, Instant.At(ModifiedAt));

    public ClaimedBulk Claimed => new(OwnerId, TaskId, Generation, NextItem, Failures);
}

internal sealed class BulkDetailsRow
{
    public int NextItem { get; init; }

    public byte[] Details { get; init; } = [];
}
