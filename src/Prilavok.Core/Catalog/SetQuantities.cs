using Prilavok.Core.Log;
using Prilavok.Core.Stores;

namespace Prilavok.Core.Catalog;

/// <summary>Sets the stock of products, whatever it was. Unknown products are passed over.</summary>
public sealed class SetQuantities(IStorage storage, IStores stores, IProducts products, IEventLog log)
{
    /// <param name="quantities">Product id to thousandths.</param>
    /// <returns>False when there is no such store.</returns>
    public Task<bool> HandleAsync(
        string ownerId, Source source, string storeId, IReadOnlyDictionary<string, long> quantities, CancellationToken ct) =>
        storage.WriteAsync(
            ownerId,
            async work =>
            {
                if (await stores.FindAsync(work, ownerId, storeId) is not { } store)
                {
                    return false;
                }

                var byKey = new Dictionary<string, long>(StringComparer.Ordinal);
                foreach (var (id, quantity) in quantities)
                {
                    byKey[Ids.Key(id)] = quantity;
                }

                var changed = (await products.FindAsync(work, ownerId, store.Id, [.. byKey.Keys]))
                    .Where(known => !known.Value.IsGroup && known.Value.Quantity != byKey[known.Key])
                    .Select(known => known.Value with { Quantity = byKey[known.Key], UpdatedAt = work.Now })
                    .ToList();
                if (changed.Count > 0)
                {
                    await products.SetQuantitiesAsync(work, store.Id, changed.ToDictionary(p => p.Id, p => p.Quantity!.Value));
                    await log.AppendAsync(work, source, [.. changed.Select(p => ImportProducts.EventOf(p, existed: true))]);
                }

                return true;
            },
            ct);
}
