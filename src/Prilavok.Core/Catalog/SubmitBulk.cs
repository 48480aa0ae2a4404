using Prilavok.Core.Stores;

namespace Prilavok.Core.Catalog;

/// <summary>Accepts a bulk request: from here on it will be done, whatever happens to this process.</summary>
public sealed class SubmitBulk(IStorage storage, IStores stores, IBulkTasks tasks, Ids ids, BulkSignal signal)
{
    /// <param name="items">A JSON array.</param>
    /// <returns>Null when there is no such store.</returns>
    public Task<BulkTask?> HandleAsync(string ownerId, BulkOrder order, ReadOnlyMemory<byte> items, CancellationToken ct) =>
        storage.WriteAsync(
            ownerId,
            async work =>
            {
                if (await stores.FindAsync(work, ownerId, order.StoreId) is not { } store)
                {
                    return null;
                }

                var task = await tasks.AddAsync(work, ids.NewUuid(), order with { StoreId = store.Id }, items);
                work.AfterCommit(signal.RingDue);
                return task;
            },
            ct);
}
