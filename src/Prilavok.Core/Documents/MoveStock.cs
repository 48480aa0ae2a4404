using Prilavok.Core.Catalog;
using Prilavok.Core.Log;

namespace Prilavok.Core.Documents;

/// <summary>What a kept document did to the stock so far.</summary>
/// <param name="Former">What the version that it replaces did.</param>
/// <param name="FormerStoreId">Where that was booked, as it is shown; the document's own store when it replaces none.</param>
/// <param name="Levels">What is to be told with its event.</param>
public sealed record StockStep(KeptDocument Kept, StockMovement Former, string FormerStoreId, IReadOnlyList<StockLevel> Levels);

/// <summary>
/// Moves the stock as documents say, in whatever order they come: what they add up to is the same as if they had come in the order in
/// which they were closed. First movements, which are told with the documents' own events; then, once these are kept, stock-takings.
/// </summary>
public sealed class MoveStock(IStock stock, CountStock counts, IEventLog log, IMovementReader movements)
{
    public async Task<IReadOnlyList<StockStep>> MoveAsync(IOwnerWork work, IReadOnlyList<KeptDocument> kept)
    {
        var steps = new List<StockStep>(kept.Count);
        foreach (var one in kept)
        {
            var (former, bookedIn, backFrom) = one.Former is { } replaced
                ? await FormerAsync(work, replaced, kept) ?? (StockMovement.None, one.StoreId, default)
                : (StockMovement.None, one.StoreId, default);
            List<StockChange> back = [.. former.Changes.Select(change => new StockChange(change.ProductId, -change.Quantity, backFrom))];
            var place = one.PlaceAt(work.Now);
            List<StockChange> next = [.. one.Document.Movement.Changes.Select(change => new StockChange(change.ProductId, change.Quantity, place))];
            var isMoved = back.Count > 0 && !string.Equals(bookedIn, one.StoreId, StringComparison.OrdinalIgnoreCase);
            List<StockLevel> levels =
            [
                .. isMoved ? await MoveAsync(work, bookedIn, one.Seq, back) : [],
                .. await MoveAsync(work, one.StoreId, one.Seq, isMoved ? next : [.. back, .. next]),
            ];
            steps.Add(new StockStep(one, former, bookedIn, levels));
        }

        return steps;
    }

    /// <summary>What was counted is worked out once for all documents that came together, and told with the last of them.</summary>
    public async Task CountAsync(IOwnerWork work, IReadOnlyList<StockStep> steps)
    {
        if (steps.All(step => !step.Kept.Document.Movement.IsCount && !step.Former.IsCount))
        {
            return;
        }

        var last = steps[^1];
        var levels = await counts.HandleAsync(work, steps, last.Kept.Seq);
        if (levels.Count > 0)
        {
            await log.TellStockAsync(work, last.Kept.Seq, Latest([.. last.Levels, .. levels]));
        }
    }

    private async Task<IReadOnlyList<StockLevel>> MoveAsync(IOwnerWork work, string storeId, long seq, List<StockChange> changes)
    {
        var sums = changes.Count > 1 ? Sums(changes) : changes;
        return sums.Count == 0 ? [] : Latest(await stock.MoveAsync(work, storeId, seq, sums));
    }

    /// <summary>One change for each product and place; what adds up to nothing is none.</summary>
    private static List<StockChange> Sums(List<StockChange> changes)
    {
        var sums = new Dictionary<(string, StockPlace), StockChange>(changes.Count);
        foreach (var change in changes)
        {
            var key = (Ids.Key(change.ProductId), change.Place);
            sums[key] = sums.TryGetValue(key, out var sum) ? sum with { Quantity = StockBounds.Sum(sum.Quantity, change.Quantity) } : change;
        }

        return [.. sums.Values.Where(sum => sum.Quantity != 0)];
    }

    private static IReadOnlyList<StockLevel> Latest(IReadOnlyList<StockLevel> levels) =>
        levels.Count < 2 ? levels : [.. levels.GroupBy(level => (level.StoreId, level.ProductId), (_, same) => same.Last())];

    private async Task<(StockMovement Movement, string StoreId, StockPlace Place)?> FormerAsync(
        IOwnerWork work, FormerVersion former, IReadOnlyList<KeptDocument> kept)
    {
        if (former.Seq > work.Head) // It came with the others and is not in the log yet.
        {
            var one = kept.First(other => other.Seq == former.Seq);
            return (one.Document.Movement, one.StoreId, one.PlaceAt(work.Now));
        }

        return await log.ReadAsync(work, work.OwnerId, former.Seq - 1, EventKind.Document, 1) is [{ StoreId: { } bookedIn } e] && e.Seq == former.Seq
            ? (movements.Read(((DocumentFact)e.Fact).Content), bookedIn, StockPlace.Of(former.CloseDate, e.At, former.FirstSeq))
            : null;
    }
}
