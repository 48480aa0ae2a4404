using Prilavok.Core.Catalog;
using Prilavok.Core.Log;
using Prilavok.Core.Terminals;

namespace Prilavok.Core.Documents;

/// <param name="Accepted">New, or replacing another of the same id. On disk and in the log.</param>
/// <param name="Duplicates">Held already, or held once before it was replaced.</param>
/// <param name="Foreign">Not taken: another terminal of the owner holds a document of this id.</param>
public sealed record AcceptOutcome(IReadOnlyList<string> Accepted, IReadOnlyList<string> Duplicates, IReadOnlyList<string> Foreign)
{
    public static AcceptOutcome Nothing { get; } = new([], [], []);
}

/// <summary>
/// Keeps what terminals sold. Sending again is always safe: the same id and content is a duplicate and moves nothing;
/// the same id with other content replaces, and takes back what the former did to the stock. An id is the terminal's that brought it.
/// </summary>
public sealed class AcceptDocuments(
    IStorage storage, IDocuments documents, IProducts products, IEventLog log, IMovementReader movements, IDocumentHash hash)
{
    private static readonly ILookup<string, DocumentVersion> None = Enumerable.Empty<DocumentVersion>().ToLookup(version => version.StoreId);

    public Task<AcceptOutcome> HandleAsync(
        string ownerId, Terminal terminal, IReadOnlyList<IncomingDocument> incoming, CancellationToken ct) =>
        storage.WriteAsync(ownerId, work => HandleAsync(work, terminal, incoming), ct);

    public async Task<AcceptOutcome> HandleAsync(IOwnerWork work, Terminal terminal, IReadOnlyList<IncomingDocument> incoming)
    {
        var held = await documents.FindKnownAsync(work, incoming);
        var intake = Intake.Decide(terminal, held, await VersionsAsync(work, terminal, held, incoming), incoming, work.Head);
        if (intake.Kept.Count > 0)
        {
            await log.AppendAsync(work, Source.Terminal(terminal.Id), [.. intake.Kept.Select(EventOf)]);
            await documents.SaveAsync(work, terminal.Id, intake.Filed);
            if (intake.Former.Count > 0)
            {
                await documents.SaveFormerAsync(work, intake.Former);
            }

            await MoveStockAsync(work, terminal, intake.Kept);
        }

        return new AcceptOutcome([.. intake.Kept.Select(kept => kept.Document.Id)], intake.Duplicates, intake.Foreign);
    }

    private static NewEvent EventOf(Kept kept) => new(
        EventKind.Document,
        kept.Replaced is null ? EventAction.Created : EventAction.Updated,
        kept.Document.Id,
        kept.StoreId,
        new Fact.OfDocument(kept.Document.Content));

    /// <summary>
    /// What the terminal's ids have meant, where something else comes under them. What is held is looked at itself: its hash may be of
    /// another kind than those of today.
    /// </summary>
    private async Task<ILookup<string, DocumentVersion>> VersionsAsync(
        IOwnerWork work, Terminal terminal, ILookup<string, KnownDocument> held, IReadOnlyList<IncomingDocument> incoming)
    {
        var device = Ids.Key(terminal.Id);
        var others = held.Count == 0 ? [] : incoming
            .Where(document => held[Ids.Key(document.Id)].Any(row => row.DeviceId == device && !document.Is(row.StoreId, row.Hash)))
            .Select(document => Ids.Key(document.Id)).Distinct(StringComparer.Ordinal).ToList();
        if (others.Count == 0)
        {
            return None;
        }

        var former = await documents.FindFormerAsync(work, others);
        var versions = others.SelectMany(key => former[key].Select(version => (Key: key, Version: version))).ToList();
        foreach (var (key, row) in others.SelectMany(key => held[key].Where(row => row.DeviceId == device).Select(row => (key, row))))
        {
            if (await ContentAsync(work, row.Seq) is { } kept)
            {
                versions.Add((key, new DocumentVersion(row.StoreId, hash.Of(kept.Content))));
            }
        }

        return versions.ToLookup(version => version.Key, version => version.Version, StringComparer.Ordinal);
    }

    private async Task<(ReadOnlyMemory<byte> Content, string? StoreId)?> ContentAsync(IOwnerWork work, long seq) =>
        await log.ReadAsync(work, work.OwnerId, seq - 1, EventKind.Document, 1) is [{ Fact: Fact.OfDocument document } kept] && kept.Seq == seq
            ? (document.Content, kept.StoreId)
            : null;

    private async Task MoveStockAsync(IOwnerWork work, Terminal terminal, List<Kept> kept)
    {
        var repriced = new HashSet<(string StoreId, string ProductId)>();
        foreach (var (document, _, storeId, replaced) in kept)
        {
            if (replaced is { } seq && await ContentAsync(work, seq) is { StoreId: { } bookedIn } former)
            {
                await products.MoveAsync(work, bookedIn, TakenBack(movements.Read(former.Content)));
            }

            if (!document.Movement.IsEmpty)
            {
                await products.MoveAsync(work, storeId, document.Movement);
                repriced.UnionWith(document.Movement.Prices.Select(price => (storeId, price.ProductId)));
            }
        }

        foreach (var store in repriced.GroupBy(price => price.StoreId, price => price.ProductId, StringComparer.Ordinal))
        {
            var changed = await products.FindAsync(work, work.OwnerId, store.Key, [.. store]);
            await log.AppendAsync(
                work, Source.Terminal(terminal.Id), [.. changed.Values.Select(product => ImportProducts.EventOf(product, existed: true))]);
        }
    }

    /// <summary>Counts and prices cannot be taken back: what they replaced is not known. Changes of quantity can.</summary>
    private static StockMovement TakenBack(StockMovement movement) =>
        new() { Changes = [.. movement.Changes.Select(change => change with { Quantity = -change.Quantity })] };
}
