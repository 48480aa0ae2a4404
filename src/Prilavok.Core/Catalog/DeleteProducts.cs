using Prilavok.Core.Log;
using Prilavok.Core.Stores;

namespace Prilavok.Core.Catalog;

/// <summary>Takes products out of a store. Unknown ids are passed over.</summary>
public sealed class DeleteProducts(IStorage storage, IStores stores, IProducts products, IEventLog log)
{
    /// <param name="ids">Null means every product and group of the store.</param>
    /// <returns>False when there is no such store.</returns>
    public Task<bool> HandleAsync(string ownerId, Source source, string storeId, IReadOnlyList<string>? ids, CancellationToken ct) =>
        storage.WriteAsync(
            ownerId,
            async work =>
            {
                if (await stores.FindAsync(work, ownerId, storeId) is not { } store)
                {
                    return false;
                }

                IReadOnlyCollection<Product> gone = ids is null
                    ? [.. (await products.ListAsync(work, ownerId, store.Id, Page.Whole)).Select(row => row.Product)]
                    : [.. (await products.FindAsync(work, ownerId, store.Id, ids)).Values];
                if (gone.Count > 0)
                {
                    await products.RemoveAsync(work, store.Id, [.. gone.Select(p => p.Id)]);
                    await log.AppendAsync(work, source, [.. gone.Select(EventOf)]);
                }

                return true;
            },
            ct);

    internal static NewEvent EventOf(Product gone) =>
        new(EventKind.Product, EventAction.Removed, gone.Id, gone.StoreId, new ProductFact(gone));
}
