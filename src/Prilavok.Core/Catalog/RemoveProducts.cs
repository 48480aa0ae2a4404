using Prilavok.Core.Log;
using Prilavok.Core.Stores;

namespace Prilavok.Core.Catalog;

/// <param name="Named">How many of the named ids are there; null when there is no such store.</param>
/// <param name="IsDone">False when more is inside the groups than one step takes.</param>
public readonly record struct RemoveStep(int? Named, bool IsDone);

/// <summary>
/// Takes products, or groups with everything inside them, out of a store. Unknown ids are passed over. A large group is emptied
/// in steps, itself the last, so that others need not wait, and a removal that was interrupted can be asked for again.
/// </summary>
public sealed class RemoveProducts(IStorage storage, IStores stores, IProducts products, IEventLog log)
{
    private const int MostInStep = 500;

    /// <param name="areGroups">The ids of the other kind are passed over.</param>
    /// <param name="keepContents">What is inside the groups stays, with a parent that is not there.</param>
    /// <returns>How many of the ids were there; null when there is no such store.</returns>
    public async Task<int?> HandleAsync(
        string ownerId, Source source, string storeId, bool areGroups, IReadOnlyCollection<string> ids, bool keepContents, CancellationToken ct)
    {
        int? named = null;
        RemoveStep step;
        do
        {
            step = await storage.WriteAsync(ownerId, work => StepAsync(work, source, storeId, areGroups, ids, keepContents), ct);
            named ??= step.Named;
        }
        while (!step.IsDone);
        return named;
    }

    public async Task<RemoveStep> StepAsync(
        IOwnerWork work, Source source, string storeId, bool areGroups, IReadOnlyCollection<string> ids, bool keepContents)
    {
        if (await stores.FindAsync(work, work.OwnerId, storeId) is not { } store)
        {
            return new RemoveStep(null, IsDone: true);
        }

        var named = (await products.FindAsync(work, work.OwnerId, store.Id, ids)).Values.Where(known => known.IsGroup == areGroups).ToList();
        if (!areGroups || keepContents || named.Count == 0)
        {
            await RemoveAsync(work, source, store.Id, named);
            return new RemoveStep(named.Count, IsDone: true);
        }

        var groups = named.Select(group => group.Id).ToList();
        var goods = await products.InsideAsync(work, work.OwnerId, store.Id, groups, areGroups: false, MostInStep);
        var isLast = goods.Count < MostInStep;
        var nested = isLast ? await products.InsideAsync(work, work.OwnerId, store.Id, groups, areGroups: true, int.MaxValue) : [];
        await RemoveAsync(
            work, source, store.Id, [.. goods.Concat(nested).Concat(isLast ? named : []).DistinctBy(product => Ids.Key(product.Id))]);
        return new RemoveStep(named.Count, isLast);
    }

    private async Task RemoveAsync(IOwnerWork work, Source source, string storeId, IReadOnlyList<Product> gone)
    {
        if (gone.Count > 0)
        {
            await products.RemoveAsync(work, storeId, [.. gone.Select(product => product.Id)]);
            await log.AppendAsync(work, source, [.. gone.Select(DeleteProducts.EventOf)]);
        }
    }
}
