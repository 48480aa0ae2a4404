using Prilavok.Core.Log;
using Prilavok.Core.Stores;

namespace Prilavok.Core.Catalog;

public abstract record ImportOutcome
{
    private ImportOutcome()
    {
    }

    /// <param name="Changed">How many differ from what was there.</param>
    public sealed record Imported(int Changed) : ImportOutcome;

    public sealed record StoreUnknown : ImportOutcome;
}

/// <summary>Adds or fully replaces products of one store and announces only what really changed.</summary>
public sealed class ImportProducts(IStorage storage, IStores stores, IProducts products, IEventLog log)
{
    /// <param name="incoming">Of the store; a repeated id keeps its last value. Times are set here.</param>
    /// <param name="said">The version of the wire in which they came.</param>
    public Task<ImportOutcome> HandleAsync(
        string ownerId, Source source, string storeId, IReadOnlyList<Product> incoming, WireFormat said, CancellationToken ct) =>
        storage.WriteAsync<ImportOutcome>(
            ownerId,
            async work =>
            {
                if (await stores.FindAsync(work, ownerId, storeId) is not { } store)
                {
                    return new ImportOutcome.StoreUnknown();
                }

                var current = await products.FindAsync(work, ownerId, store.Id, [.. incoming.Select(p => p.Id)]);
                var changed = Changed(current, incoming, said, store.Id, work.Now);
                if (changed.Count > 0)
                {
                    await products.SaveAsync(work, changed);
                    await log.AppendAsync(work, source, [.. changed.Select(p => EventOf(p, current.ContainsKey(Ids.Key(p.Id))))]);
                }

                return new ImportOutcome.Imported(changed.Count);
            },
            ct);

    internal static NewEvent EventOf(Product product, bool existed) => new(
        EventKind.Product, existed ? EventAction.Updated : EventAction.Created, product.Id, product.StoreId, new ProductFact(product));

    /// <summary>The whole decision, free of I/O: what differs from what is there.</summary>
    internal static IReadOnlyList<Product> Changed(
        IReadOnlyDictionary<string, Product> current, IReadOnlyList<Product> incoming, WireFormat said, string storeId, DateTimeOffset now)
    {
        var last = new Dictionary<string, Product>(incoming.Count, StringComparer.Ordinal);
        foreach (var product in incoming)
        {
            last[Ids.Key(product.Id)] = product;
        }

        var changed = new List<Product>(last.Count);
        foreach (var (key, product) in last)
        {
            var known = current.GetValueOrDefault(key);
            var next = product.Succeeding(known, said) with
            {
                Id = known?.Id ?? product.Id,
                StoreId = storeId,
                CreatedAt = known?.CreatedAt ?? now,
                UpdatedAt = now,
            };
            if (known is null || !known.SaysTheSameAs(next))
            {
                changed.Add(next);
            }
        }

        return changed;
    }
}
