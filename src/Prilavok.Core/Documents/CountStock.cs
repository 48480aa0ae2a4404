using Prilavok.Core.Catalog;
using Prilavok.Core.Log;

namespace Prilavok.Core.Documents;

/// <summary>
/// Works out the stock of products whose stock-takings have changed: what the latest one counted, and what was closed after it. Without
/// any, what the movements alone come to.
/// </summary>
public sealed class CountStock(IStockCounts counts, IDocuments documents, IMovementReader movements)
{
    /// <summary>
    /// A stock-taking with more documents after it is too old to be worked out while others wait: it is kept, and the stock stays as it is.
    /// </summary>
    private const int MostAfter = 20_000;

    private const int AtATime = 500;

    /// <param name="seq">The event that is told of it.</param>
    /// <returns>Those whose stock is another now.</returns>
    public async Task<IReadOnlyList<StockLevel>> HandleAsync(IOwnerWork work, IReadOnlyList<StockStep> steps, long seq)
    {
        var levels = new List<StockLevel>();
        foreach (var (storeId, touched) in await SaveAsync(work, steps))
        {
            levels.AddRange(await CountAsync(work, storeId, seq, touched.Contains("") ? null : touched));
        }

        return levels;
    }

    /// <returns>The stores, with the products that were counted or are not any more; the empty id stands for all.</returns>
    private async Task<Dictionary<string, HashSet<string>>> SaveAsync(IOwnerWork work, IReadOnlyList<StockStep> steps)
    {
        var touched = new Dictionary<string, HashSet<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (kept, former, bookedIn, _) in steps)
        {
            var document = Ids.Key(kept.Document.Id);
            var keptAt = work.Now.ToUnixTimeMilliseconds();
            if (former.IsCount)
            {
                var gone = await counts.RemoveAsync(work, bookedIn, document);
                TouchedIn(bookedIn).UnionWith(gone.Select(count => count.ProductId));
                keptAt = gone.Count > 0 ? gone[0].KeptAt : keptAt;
            }

            if (kept.Document.Movement.IsCount)
            {
                var said = CountsOf(kept, document, work.Now, keptAt);
                await counts.SaveAsync(work, kept.StoreId, said);
                TouchedIn(kept.StoreId).UnionWith(said.Select(count => count.ProductId));
            }
        }

        return touched;

        HashSet<string> TouchedIn(string storeId) =>
            touched.TryGetValue(storeId, out var known) ? known : touched[storeId] = new HashSet<string>(StringComparer.Ordinal);
    }

    private static IReadOnlyCollection<StockCount> CountsOf(KeptDocument kept, string document, DateTimeOffset now, long keptAt)
    {
        var place = kept.PlaceAt(now);
        var said = new Dictionary<string, StockCount>(StringComparer.Ordinal);
        foreach (var counted in kept.Document.Movement.Counted)
        {
            var key = Ids.Key(counted.ProductId);
            said[key] = new StockCount(key, document, place, keptAt, counted.Quantity);
        }

        if (kept.Document.Movement.IsComplete)
        {
            said[""] = new StockCount("", document, place, keptAt, 0);
        }

        return said.Values;
    }

    private async Task<IEnumerable<StockLevel>> CountAsync(IOwnerWork work, string storeId, long seq, HashSet<string>? keys)
    {
        var states = await counts.StatesAsync(work, storeId, keys);
        var said = await counts.ListAsync(work, storeId, keys);
        var own = said.Where(count => !count.IsOfTheRest).ToLookup(count => count.ProductId, StringComparer.Ordinal);
        var ofTheRest = said.Where(count => count.IsOfTheRest).ToList();
        var holding = new Dictionary<string, StockCount>(StringComparer.Ordinal);
        foreach (var state in states)
        {
            if (state.Holding([.. own[state.Key]], ofTheRest) is { } count)
            {
                holding[state.Key] = count;
            }
        }

        var reach = await documents.ReachAsync(work, storeId, MostAfter);
        var sums = await MovedSinceAsync(work, storeId, holding, reach);
        List<(StockState Before, StockState After)> changed =
        [
            .. states.Where(state => !holding.TryGetValue(state.Key, out var count) || count.Place.At >= reach)
                .Select(state => (state, holding.TryGetValue(state.Key, out var count)
                    ? state.CountedAs(count, sums.GetValueOrDefault(state.Key))
                    : state.NeverCounted()))
                .Where(pair => pair.state != pair.Item2),
        ];
        await counts.SaveStatesAsync(
            work, storeId, seq, [.. changed.Select(pair => (pair.After, pair.Before.Quantity != pair.After.Quantity))]);
        return changed.Where(pair => pair.Before.Quantity != pair.After.Quantity)
            .Select(pair => new StockLevel(storeId, pair.After.ShownId, pair.After.Quantity ?? 0));
    }

    /// <summary>What the documents of the store that were closed after the stock-taking of each product did to it.</summary>
    private async Task<Dictionary<string, long>> MovedSinceAsync(
        IOwnerWork work, string storeId, Dictionary<string, StockCount> holding, long reach)
    {
        var sums = new Dictionary<string, long>(StringComparer.Ordinal);
        var oldest = holding.Values.Select(count => count.Place.At).Where(at => at >= reach).DefaultIfEmpty(long.MaxValue).Min();
        var after = new Position(oldest, "");
        IReadOnlyList<HeldMovement> read;
        do
        {
            read = oldest == long.MaxValue ? [] : await documents.ListMovingAsync(work, storeId, movements.Types, new Page(after, AtATime));
            foreach (var held in read)
            {
                foreach (var change in movements.Read(held.Content).Changes)
                {
                    var key = Ids.Key(change.ProductId);
                    if (holding.TryGetValue(key, out var count) && held.Place > count.Place)
                    {
                        sums[key] = StockBounds.Sum(sums.GetValueOrDefault(key), change.Quantity);
                    }
                }

                after = held.Position;
            }
        }
        while (read.Count == AtATime);
        return sums;
    }
}
