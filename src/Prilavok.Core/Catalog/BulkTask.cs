namespace Prilavok.Core.Catalog;

/// <param name="Number">Counts the owner's tasks in the order they were accepted.</param>
/// <param name="ModifiedAt">When the status changed last, on the owner's clock.</param>
public sealed record BulkTask(string Id, long Number, bool IsGroup, BulkStatus Status, DateTimeOffset ModifiedAt)
{
    public bool IsDone => Status is BulkStatus.Completed or BulkStatus.Failed or BulkStatus.Declined;
}

/// <summary>A task that is ours until its lease runs out.</summary>
/// <param name="Generation">Guards what is written: whoever claims the task next raises it.</param>
/// <param name="NextItem">The first item not dealt with.</param>
/// <param name="Failures">How often in a row the work on it broke off.</param>
public sealed record ClaimedBulk(string OwnerId, string TaskId, long Generation, int NextItem, int Failures);
