using Prilavok.Core.Log;
using Prilavok.Core.Stores;

namespace Prilavok.Core.Catalog;

/// <summary>Makes, replaces and changes products and groups of one store. An edit that cannot be made takes no other with it.</summary>
public sealed class EditProducts(IStorage storage, IStores stores, IProducts products, IEventLog log, Ids ids)
{
    /// <returns>One outcome for each edit, in their order; null when there is no such store.</returns>
    public Task<IReadOnlyList<EditOutcome>?> HandleAsync(
        string ownerId, Source source, string storeId, IReadOnlyList<ProductEdit> edits, CancellationToken ct) =>
        storage.WriteAsync(ownerId, work => HandleAsync(work, source, storeId, edits), ct);

    /// <inheritdoc cref="HandleAsync(string, Source, string, IReadOnlyList{ProductEdit}, CancellationToken)"/>
    public async Task<IReadOnlyList<EditOutcome>?> HandleAsync(
        IOwnerWork work, Source source, string storeId, IReadOnlyList<ProductEdit> edits)
    {
        if (await stores.FindAsync(work, work.OwnerId, storeId) is not { } store)
        {
            return null;
        }

        var named = edits.Where(edit => edit.Id.Length > 0).Select(edit => edit.Id).ToList();
        var current = await products.FindAsync(work, work.OwnerId, store.Id, named);
        var (outcomes, changed) = Decide(current, edits, store.Id, work.Now, ids.NewUuid);
        if (changed.Count > 0)
        {
            await products.SaveAsync(work, changed);
            await log.AppendAsync(
                work, source, [.. changed.Select(product => ImportProducts.EventOf(product, current.ContainsKey(Ids.Key(product.Id))))]);
        }

        return outcomes;
    }

    /// <summary>The whole decision, free of I/O. A later edit sees what an earlier one did; of several on one id the last is kept.</summary>
    internal static (IReadOnlyList<EditOutcome> Outcomes, IReadOnlyCollection<Product> Changed) Decide(
        IReadOnlyDictionary<string, Product> current, IReadOnlyList<ProductEdit> edits, string storeId, DateTimeOffset now, Func<string> newId)
    {
        var outcomes = new List<EditOutcome>(edits.Count);
        var changed = new Dictionary<string, Product>(edits.Count, StringComparer.Ordinal);
        foreach (var edit in edits)
        {
            var key = Ids.Key(edit.Id);
            var known = changed.GetValueOrDefault(key) ?? current.GetValueOrDefault(key);
            var outcome = Decide(known, edit, storeId, now, newId);
            outcomes.Add(outcome);
            if (outcome is EditOutcome.Saved { Product: var product } && !ReferenceEquals(product, known))
            {
                changed[Ids.Key(product.Id)] = product;
            }
        }

        return (outcomes, changed.Values);
    }

    private static EditOutcome Decide(Product? known, ProductEdit edit, string storeId, DateTimeOffset now, Func<string> newId)
    {
        switch (edit)
        {
            case ProductEdit.Create create:
                var id = known is null && Guid.TryParseExact(edit.Id, "D", out _) ? edit.Id : newId();
                return new EditOutcome.Saved(
                    Counted(create.Product, null, create.Quantity) with { Id = id, StoreId = storeId, CreatedAt = now, UpdatedAt = now });
            case not null when known is not null && known.IsGroup != edit.IsGroup:
                return new EditOutcome.OtherKind();
            case ProductEdit.Replace replace:
                var next = Succeeding(known, Counted(replace.Product, known, replace.Quantity), storeId, now);
                return new EditOutcome.Saved(replace.SkipUnchanged && known is not null && known.SaysTheSameAs(next) ? known : next);
            case ProductEdit.Change change when known is not null:
                return new EditOutcome.Saved(change.With(known) with { UpdatedAt = now });
            default:
                return new EditOutcome.Unknown();
        }
    }

    private static Product Counted(Product given, Product? known, QuantityRule rule) => given.IsGroup ? given : rule switch
    {
        QuantityRule.AsGiven => given,
        QuantityRule.KeptWhenOmitted => given with { Quantity = given.Quantity ?? known?.Quantity },
        QuantityRule.Kept => given with { Quantity = known is null ? 0 : known.Quantity },
    };

    private static Product Succeeding(Product? known, Product next, string storeId, DateTimeOffset now) => next.Succeeding(known, WireFormat.V2) with
    {
        Id = known?.Id ?? next.Id,
        StoreId = storeId,
        CreatedAt = known?.CreatedAt ?? now,
        UpdatedAt = now,
    };
}
