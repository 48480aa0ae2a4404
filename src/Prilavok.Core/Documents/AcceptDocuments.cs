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
    IStorage storage, IDocuments documents, IProducts products, IEventLog log, MoveStock stock, IDocumentHash hash)
{
    /// <summary>
    /// Written at a time. More is written in parts, so that others who write need not wait for all of it; it is judged one by one anyway,
    /// and who is told nothing brings it again.
    /// </summary>
    private const int MostAtATime = 50;

    private const int BytesAtATime = 256 * 1024;

    private static readonly ILookup<string, DocumentVersion> None = Enumerable.Empty<DocumentVersion>().ToLookup(version => version.StoreId);

    public Task<AcceptOutcome> HandleAsync(
        string ownerId, Terminal terminal, IReadOnlyList<IncomingDocument> incoming, CancellationToken ct) =>
        LengthOfPart(incoming, 0) == incoming.Count
            ? storage.WriteAsync(ownerId, work => HandleAsync(work, terminal, incoming), ct)
            : HandlePartsAsync(ownerId, terminal, incoming, ct);

    private async Task<AcceptOutcome> HandlePartsAsync(
        string ownerId, Terminal terminal, IReadOnlyList<IncomingDocument> incoming, CancellationToken ct)
    {
        var parts = new List<AcceptOutcome>();
        for (var start = 0; start < incoming.Count;)
        {
            var part = incoming.Skip(start).Take(LengthOfPart(incoming, start)).ToList();
            parts.Add(await storage.WriteAsync(ownerId, work => HandleAsync(work, terminal, part), ct));
            start += part.Count;
        }

        return new AcceptOutcome(
            [.. parts.SelectMany(part => part.Accepted)], [.. parts.SelectMany(part => part.Duplicates)],
            [.. parts.SelectMany(part => part.Foreign)]);
    }

    /// <returns>How many documents go in together; one at least, where there is one.</returns>
    private static int LengthOfPart(IReadOnlyList<IncomingDocument> incoming, int start)
    {
        var (end, bytes) = (start, 0L);
        while (end < incoming.Count && end - start < MostAtATime && (end == start || bytes + incoming[end].Content.Length <= BytesAtATime))
        {
            bytes += incoming[end++].Content.Length;
        }

        return end - start;
    }

    public async Task<AcceptOutcome> HandleAsync(IOwnerWork work, Terminal terminal, IReadOnlyList<IncomingDocument> incoming)
    {
        var held = await documents.FindKnownAsync(work, incoming);
        var intake = Intake.Decide(terminal, held, await VersionsAsync(work, terminal, held, incoming), incoming, work.Head);
        if (intake.Kept.Count > 0)
        {
            var steps = await stock.MoveAsync(work, intake.Kept);
            await log.AppendAsync(work, Source.Terminal(terminal.Id), [.. steps.Select(EventOf)]);
            await documents.SaveAsync(work, terminal.Id, intake.Filed);
            if (intake.Former.Count > 0)
            {
                await documents.SaveFormerAsync(work, intake.Former);
            }

            await stock.CountAsync(work, steps);
            await RepriceAsync(work, terminal, intake.Kept);
        }

        return new AcceptOutcome([.. intake.Kept.Select(kept => kept.Document.Id)], intake.Duplicates, intake.Foreign);
    }

    private static NewEvent EventOf(StockStep step) => new(
        EventKind.Document,
        step.Kept.Former is null ? EventAction.Created : EventAction.Updated,
        step.Kept.Document.Id,
        step.Kept.StoreId,
        new DocumentFact(step.Kept.Document.Content))
    {
        Stock = step.Levels,
    };

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
                versions.Add((key, new DocumentVersion(row.StoreId, hash.Of(kept))));
            }
        }

        return versions.ToLookup(version => version.Key, version => version.Version, StringComparer.Ordinal);
    }

    private async Task<ReadOnlyMemory<byte>?> ContentAsync(IOwnerWork work, long seq) =>
        await log.ReadAsync(work, work.OwnerId, seq - 1, EventKind.Document, 1) is [{ Fact: DocumentFact document } kept] && kept.Seq == seq
            ? document.Content
            : null;

    private async Task RepriceAsync(IOwnerWork work, Terminal terminal, IReadOnlyList<KeptDocument> kept)
    {
        foreach (
            var inStore in kept.Where(one => one.Document.Movement.Prices.Count > 0).GroupBy(one => one.StoreId, StringComparer.OrdinalIgnoreCase))
        {
            var prices = inStore.SelectMany(one => one.Document.Movement.Prices).ToList();
            await products.RepriceAsync(work, inStore.Key, [.. prices.Select(price => (price.ProductId, price.Price))]);
            var changed = await products.FindAsync(
                work, work.OwnerId, inStore.Key, [.. prices.Select(price => price.ProductId).Distinct(StringComparer.Ordinal)]);
            if (changed.Count > 0)
            {
                await log.AppendAsync(
                    work, Source.Terminal(terminal.Id), [.. changed.Values.Select(product => ImportProducts.EventOf(product, existed: true))]);
            }
        }
    }
}
