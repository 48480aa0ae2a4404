namespace Prilavok.Core.Catalog;

/// <summary>
/// Durable bulk tasks. The tasks of an owner are worked on one after the other, in the order they were accepted; a lease that runs
/// out hands a task to the next claimer, who goes on where the former stopped.
/// </summary>
public interface IBulkTasks
{
    /// <param name="items">A JSON array of what was submitted.</param>
    Task<BulkTask> AddAsync(IOwnerWork work, string taskId, BulkOrder order, ReadOnlyMemory<byte> items);

    /// <summary>A task of the app.</summary>
    Task<BulkTask?> FindAsync(ISession session, string ownerId, string appId, string taskId);

    /// <summary>Tasks of the app, the newest first.</summary>
    /// <param name="before">Only those with a smaller number.</param>
    Task<IReadOnlyList<BulkTask>> ListAsync(ISession session, string ownerId, string appId, long before, int limit);

    /// <summary>What came of the items from <paramref name="firstItem"/> on, as far as one portion reaches; null at the end.</summary>
    Task<(int NextItem, byte[] Details)?> DetailsAsync(ISession session, string ownerId, string taskId, int firstItem);

    /// <summary>Leases up to <paramref name="limit"/> due tasks, the longest due first.</summary>
    Task<IReadOnlyList<ClaimedBulk>> ClaimAsync(IWork work, DateTimeOffset now, TimeSpan lease, int limit);

    /// <summary>Null when the owner is gone, and the task with it.</summary>
    Task<(BulkOrder Order, byte[] Items)?> OrderAsync(ISession session, ClaimedBulk claimed);

    /// <summary>Prolongs the lease and holds the task until the commit. False when the lease was lost.</summary>
    Task<bool> HoldAsync(IOwnerWork work, ClaimedBulk claimed, DateTimeOffset leaseUntil);

    /// <summary>The items before <paramref name="nextItem"/> are dealt with.</summary>
    /// <param name="details">What came of them: values of JSON with commas between them.</param>
    /// <param name="failed">How many could not be applied.</param>
    Task<ClaimedBulk> AdvanceAsync(IOwnerWork work, ClaimedBulk claimed, int nextItem, ReadOnlyMemory<byte> details, int failed);

    /// <summary>
    /// Nothing is left to do. Without a status it is <see cref="BulkStatus.Completed"/>, or <see cref="BulkStatus.Failed"/> when an item
    /// failed.
    /// </summary>
    Task FinishAsync(IOwnerWork work, ClaimedBulk claimed, BulkStatus? status = null);

    /// <summary>Gives a task back, due at <paramref name="dueAt"/>.</summary>
    /// <param name="hasFailed">The work on it broke off.</param>
    Task ReleaseAsync(IWork work, ClaimedBulk claimed, DateTimeOffset dueAt, bool hasFailed);

    /// <summary>When somebody should look for tasks, in real time; null when none is waiting.</summary>
    Task<DateTimeOffset?> NextDueAsync(ISession session);

    /// <summary>The owner's tasks that are not done.</summary>
    Task<IReadOnlyList<string>> OpenAsync(ISession session, string ownerId);

    /// <summary>Forgets tasks done before a time (real).</summary>
    /// <returns>How many, at most <paramref name="limit"/>.</returns>
    Task<int> SweepAsync(IWork work, DateTimeOffset doneBefore, int limit);
}
