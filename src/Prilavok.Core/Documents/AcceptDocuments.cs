using Prilavok.Core.Catalog;
using Prilavok.Core.Log;
using Prilavok.Core.Terminals;

namespace Prilavok.Core.Documents;

/// <param name="Accepted">New, or replacing another of the same id. On disk and in the log.</param>
/// <param name="Duplicates">Held already, word for word.</param>
public sealed record AcceptOutcome(IReadOnlyList<string> Accepted, IReadOnlyList<string> Duplicates);

/// <summary>
/// Keeps what terminals sold. Sending again is always safe: the same id and content is a duplicate and moves nothing;
/// the same id with other content replaces, and takes back what the former did to the stock.
/// </summary>
public sealed class AcceptDocuments(
    IStorage storage, IDocuments documents, IProducts products, IEventLog log, IMovementReader movements)
{
    public Task<AcceptOutcome> HandleAsync(
        string ownerId, Terminal terminal, IReadOnlyList<IncomingDocument> incoming, CancellationToken ct) =>
        storage.WriteAsync(ownerId, work => HandleAsync(work, terminal, incoming), ct);

    public async Task<AcceptOutcome> HandleAsync(IOwnerWork work, Terminal terminal, IReadOnlyList<IncomingDocument> incoming)
    {
        var known = await documents.FindKnownAsync(work, terminal.StoreId, incoming);
        var plan = Decide(known, incoming, work.Head);
        if (plan.Kept.Count > 0)
        {
            await log.AppendAsync(work, Source.Terminal(terminal.Id), [.. plan.Kept.Select(kept => EventOf(kept, terminal.StoreId))]);
            await documents.SaveAsync(work, terminal.StoreId, terminal.Id, [.. plan.Kept.Select(kept => (kept.Document, kept.Seq))]);
            await MoveStockAsync(work, terminal, plan.Kept);
        }

        return new AcceptOutcome([.. plan.Kept.Select(kept => kept.Document.Id)], plan.Duplicates);
    }

    private sealed record Kept(IncomingDocument Document, long Seq, long? ReplacedSeq);

    private static (List<Kept> Kept, List<string> Duplicates) Decide(
        IReadOnlyDictionary<string, KnownDocument> held, IReadOnlyList<IncomingDocument> incoming, long head)
    {
        var known = new Dictionary<string, KnownDocument>(held, StringComparer.Ordinal);
        var kept = new List<Kept>(incoming.Count);
        var duplicates = new List<string>();
        foreach (var document in incoming)
        {
            var key = Ids.Key(document.Id);
            var former = known.GetValueOrDefault(key);
            if (former is not null && former.Hash.Span.SequenceEqual(document.Hash.Span))
            {
                duplicates.Add(document.Id);
                continue;
            }

            var seq = head + kept.Count + 1;
            kept.Add(new Kept(document, seq, former?.Seq));
            known[key] = new KnownDocument(seq, document.Hash);
        }

        return (kept, duplicates);
    }

    private static NewEvent EventOf(Kept kept, string storeId) => new(
        EventKind.Document,
        kept.ReplacedSeq is null ? EventAction.Created : EventAction.Updated,
        kept.Document.Id,
        storeId,
        new Fact.OfDocument(kept.Document.Content));

    private async Task MoveStockAsync(IOwnerWork work, Terminal terminal, List<Kept> kept)
    {
        var repriced = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (document, _, replacedSeq) in kept)
        {
            if (replacedSeq is { } seq && await log.ReadAsync(work, work.OwnerId, seq - 1, EventKind.Document, 1) is [var former])
            {
                await products.MoveAsync(work, terminal.StoreId, TakenBack(movements.Read(((Fact.OfDocument)former.Fact).Content)));
            }

            if (!document.Movement.IsEmpty)
            {
                await products.MoveAsync(work, terminal.StoreId, document.Movement);
                repriced.UnionWith(document.Movement.Prices.Select(price => price.ProductId));
            }
        }

        if (repriced.Count > 0)
        {
            var changed = await products.FindAsync(work, work.OwnerId, terminal.StoreId, repriced);
            await log.AppendAsync(
                work, Source.Terminal(terminal.Id), [.. changed.Values.Select(product => ImportProducts.EventOf(product, existed: true))]);
        }
    }

    /// <summary>Counts and prices cannot be taken back: what they replaced is not known. Changes of quantity can.</summary>
    private static StockMovement TakenBack(StockMovement movement) =>
        new() { Changes = [.. movement.Changes.Select(change => change with { Quantity = -change.Quantity })] };
}
