using Prilavok.Core.Log;

namespace Prilavok.Core.Stores;

/// <summary>What the owner's account does with stores.</summary>
public sealed class EditStores(IStorage storage, IStores stores, IEventLog log, Ids ids)
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

    private async Task SaveAsync(IOwnerWork work, Source source, EventAction action, Store store)
    {
        await stores.SaveAsync(work, store);
        await AppendAsync(work, source, action, store);
    }

    private Task AppendAsync(IOwnerWork work, Source source, EventAction action, Store store) =>
        log.AppendAsync(work, source, [new NewEvent(EventKind.Store, action, store.Id, store.Id, new StoreFact(store))]);
}
