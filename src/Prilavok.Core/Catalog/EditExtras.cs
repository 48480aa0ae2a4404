using Prilavok.Core.Stores;

namespace Prilavok.Core.Catalog;

/// <summary>What an app does with its own schemes and extras. Nobody else hears of it: they are no event of the owner's.</summary>
public sealed class EditExtras(IStorage storage, IStores stores, IExtras extras)
{
    /// <returns>False when there is no such store.</returns>
    public Task<bool> SaveAsync(string ownerId, ExtraShelf shelf, IReadOnlyCollection<ExtraItem> items, CancellationToken ct) =>
        InStoreAsync(ownerId, shelf, work => extras.SaveAsync(work, shelf, items), ct);

    /// <param name="ids">Null means everything on the shelf.</param>
    /// <returns>False when there is no such store.</returns>
    public Task<bool> RemoveAsync(string ownerId, ExtraShelf shelf, IReadOnlyCollection<string>? ids, CancellationToken ct) =>
        InStoreAsync(ownerId, shelf, work => extras.RemoveAsync(work, shelf, ids), ct);

    private Task<bool> InStoreAsync(string ownerId, ExtraShelf shelf, Func<IOwnerWork, Task> act, CancellationToken ct) =>
        storage.WriteAsync(
            ownerId,
            async work =>
            {
                if (await stores.FindAsync(work, ownerId, shelf.StoreId) is null)
                {
                    return false;
                }

                await act(work);
                return true;
            },
            ct);
}
