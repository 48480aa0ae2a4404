using Prilavok.Core.Documents;
using Prilavok.Core.Log;
using Prilavok.Core.Terminals;

namespace Prilavok.Core.Stores;

/// <summary>What the owner's account does with stores.</summary>
public sealed class EditStores(IStorage storage, IStores stores, ITerminals terminals, IDocuments documents, IEventLog log, Ids ids)
{
    /// <summary>Opens a store.</summary>
    /// <param name="id">Null for a new one; a given id is kept as it is. A store of that id already there: null is returned.</param>
    public Task<Store?> CreateAsync(string ownerId, Source source, string? id, string name, string? address, CancellationToken ct) =>
        storage.WriteAsync(
            ownerId,
            async work =>
            {
                if (id is not null && await stores.FindAsync(work, ownerId, id) is not null)
                {
                    return null;
                }

                var store = new Store(id ?? ids.NewGuid(), name, address, work.Now, work.Now);
                await SaveAsync(work, source, EventAction.Created, store);
                return store;
            },
            ct);

    /// <returns>The changed store, or null when there is none of this id.</returns>
    public Task<Store?> ChangeAsync(string ownerId, Source source, string id, Func<Store, Store> change, CancellationToken ct) =>
        storage.WriteAsync(
            ownerId,
            async work =>
            {
                if (await stores.FindAsync(work, ownerId, id) is not { } current)
                {
                    return null;
                }

                var changed = change(current);
                if (changed == current)
                {
                    return current;
                }

                changed = changed with { UpdatedAt = work.Now };
                await SaveAsync(work, source, EventAction.Updated, changed);
                return changed;
            },
            ct);

    /// <param name="withDocuments">False keeps a store that has documents.</param>
    public Task<RemoveOutcome> RemoveAsync(string ownerId, Source source, string id, bool withDocuments, CancellationToken ct) =>
        storage.WriteAsync(
            ownerId,
            async work =>
            {
                if (await stores.FindAsync(work, ownerId, id) is not { } store)
                {
                    return RemoveOutcome.Unknown;
                }

                if ((await terminals.ListAsync(work, ownerId, store.Id, new Page(Position.Start, 1))).Count > 0)
                {
                    return RemoveOutcome.InUse;
                }

                if (!withDocuments && (await documents.ListAsync(work, ownerId, new DocumentQuery(store.Id), new Page(Position.Start, 1))).Count > 0)
                {
                    return RemoveOutcome.Remembered;
                }

                await stores.RemoveAsync(work, store.Id);
                await AppendAsync(work, source, EventAction.Removed, store);
                return RemoveOutcome.Removed;
            },
            ct);

    private async Task SaveAsync(IOwnerWork work, Source source, EventAction action, Store store)
    {
        await stores.SaveAsync(work, store);
        await AppendAsync(work, source, action, store);
    }

    private Task AppendAsync(IOwnerWork work, Source source, EventAction action, Store store) =>
        log.AppendAsync(work, source, [new NewEvent(EventKind.Store, action, store.Id, store.Id, new Fact.OfStore(store))]);
}
