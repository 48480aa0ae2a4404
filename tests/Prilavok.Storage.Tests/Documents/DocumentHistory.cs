using CsCheck;
using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Catalog;
using Prilavok.Core.Documents;
using Prilavok.Core.Log;
using Prilavok.Core.Stores;
using Prilavok.Core.Terminals;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Documents;

/// <summary>What a till does next.</summary>
internal enum TillAct
{
    /// <summary>Closes a document, of a new id or of one that it or the other till has used.</summary>
    Close,

    /// <summary>Brings some of what it has closed, in that order.</summary>
    Bring,

    /// <summary>Brings something again.</summary>
    Repeat,

    /// <summary>Is moved to another store.</summary>
    Move,
}

/// <param name="Number">Which, or how many; as far as there are so many.</param>
internal sealed record TillStep(TillAct Act, int Till, int Number)
{
    public static Gen<TillStep> Any { get; } = Gen.Select(
        Gen.Frequency(
            (6, Gen.Const(TillAct.Close)), (5, Gen.Const(TillAct.Bring)), (3, Gen.Const(TillAct.Repeat)), (2, Gen.Const(TillAct.Move))),
        Gen.Int[0, 1],
        Gen.Int[0, 29],
        (act, till, number) => new TillStep(act, till, number));
}

/// <summary>
/// Two tills and three stores, step by step beside a model that knows where each till stood when it closed what: whatever the order in
/// which documents come in, the model says what is held, what was told and what is left of the goods.
/// </summary>
internal sealed class DocumentHistory
{
    public const string Tea = "tea";

    /// <summary>In thousandths, in each store.</summary>
    public const long Start = 1_000_000;

    private static readonly string[] StoreIds = ["S-0", "s-1", "s-2"];

    private readonly StoreFixture _store;
    private readonly Shop _shop;
    private readonly Till[] _tills;
    private readonly Dictionary<string, Held> _held = new(StringComparer.Ordinal);
    private int _told;

    private DocumentHistory(StoreFixture store, Shop shop, Till[] tills)
    {
        _store = store;
        _shop = shop;
        _tills = tills;
    }

    private Node Node => _store.Node;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<DocumentHistory> OpenAsync(StoreFixture store, Shop shop)
    {
        var node = store.Node;
        var tea = new Product { StoreId = "", Id = Tea, IsGroup = false, Name = "Tea", Quantity = Start };
        foreach (var id in StoreIds)
        {
            await node.Get<EditStores>().CreateAsync(shop.OwnerId, Source.System, id, id, null, Ct);
            await node.Get<ImportProducts>().HandleAsync(shop.OwnerId, Source.System, id, [tea], WireFormat.V2, Ct);
        }

        var tills = new Till[2];
        for (var i = 0; i < tills.Length; i++)
        {
            var made = Assert.IsType<TerminalOutcome.Saved>(
                await node.Get<EditTerminals>().CreateAsync(shop.OwnerId, Source.System, $"Till {i}", StoreIds[0], TimeSpan.Zero, Ct));
            tills[i] = new Till(made.Terminal.Id);
        }

        return new DocumentHistory(store, shop, tills);
    }

    public async Task TakeAsync(TillStep step)
    {
        _store.Clock.Advance(TimeSpan.FromMinutes(7));
        var till = _tills[step.Till];
        switch (step.Act)
        {
            case TillAct.Close:
                till.Close(step.Number, _store.Clock.GetUtcNow());
                break;
            case TillAct.Bring:
                await BringAsync(till, till.TakeSpooled(1 + (step.Number % 3)));
                break;
            case TillAct.Repeat when till.Brought.Count > 0:
                await BringAsync(till, [till.Brought[step.Number % till.Brought.Count]]);
                break;
            case TillAct.Move:
                till.StoreId = StoreIds[step.Number % StoreIds.Length];
                Assert.IsType<TerminalOutcome.Saved>(await Node.Get<EditTerminals>().ChangeAsync(
                    _shop.OwnerId, Source.System, till.Id, terminal => terminal with { StoreId = till.StoreId }, Ct));
                break;
        }
    }

    /// <summary>Everybody brings what is left, and everything once more.</summary>
    public async Task DrainAsync()
    {
        foreach (var till in _tills)
        {
            await BringAsync(till, till.TakeSpooled(int.MaxValue));
        }

        foreach (var till in _tills.Where(till => till.Brought.Count > 0))
        {
            await BringAsync(till, [.. till.Brought]);
        }
    }

    public async Task AssertSameAsync()
    {
        var documents = Node.Get<IDocuments>();
        foreach (var storeId in StoreIds)
        {
            var expected = _held.Where(held => held.Value.Paper.StoreId == storeId)
                .OrderBy(held => held.Value.Paper.Closed).ThenBy(held => held.Key, StringComparer.Ordinal).ToList();
            var found = await Node.ReadAsync(s => documents.ListAsync(s, _shop.OwnerId, new DocumentQuery(storeId), Page.Whole));
            Assert.Equal(expected.Select(held => held.Key), found.Select(document => document.Position.Id));
            Assert.All(expected.Zip(found), pair => Assert.True(pair.First.Value.Paper.Read("", "").Content.Span.SequenceEqual(pair.Second.Content.Span)));
            foreach (var till in _tills)
            {
                var his = await Node.ReadAsync(s => documents.ListAsync(s, _shop.OwnerId, new DocumentQuery(storeId, till.Id), Page.Whole));
                Assert.Equal(expected.Where(held => held.Value.Till == till).Select(held => held.Key), his.Select(document => document.Position.Id));
            }

            var goods = await Node.ReadAsync(s => Node.Get<IProducts>().FindAsync(s, _shop.OwnerId, storeId, [Tea]));
            Assert.Equal(Start - expected.Sum(held => 1_000L * held.Value.Paper.Content), goods[Tea].Quantity);
        }

        var told = await Node.ReadAsync(s => Node.Log.ReadAsync(s, _shop.OwnerId, 0, EventKind.Document, 10_000));
        Assert.Equal(_told, told.Count);
    }

    private async Task BringAsync(Till till, IReadOnlyList<Paper> papers)
    {
        if (papers.Count == 0)
        {
            return;
        }

        var known = (await Node.ReadAsync(s => Node.Get<ITerminals>().FindKnownAsync(s, _shop.OwnerId, till.Id)))!;
        var incoming = papers.Select(paper => paper.Read(paper.IsNamed ? known.Stood.Find(paper.StoreId)! : known.Stood.StoreAt(paper.Closed), till.Id));
        var outcome = await Node.Get<AcceptDocuments>().HandleAsync(_shop.OwnerId, known.Terminal, [.. incoming], Ct);
        var (accepted, duplicates, foreign) = (new List<string>(), new List<string>(), new List<string>());
        foreach (var paper in papers)
        {
            (Take(till, paper) switch { true => accepted, false => duplicates, null => foreign }).Add(paper.Id);
        }

        Assert.Equal(accepted, outcome.Accepted);
        Assert.Equal(duplicates, outcome.Duplicates);
        Assert.Equal(foreign, outcome.Foreign);
    }

    /// <returns>Null when the other till holds it.</returns>
    private bool? Take(Till till, Paper paper)
    {
        var held = _held.GetValueOrDefault(paper.Id);
        if (held is not null && held.Till != till)
        {
            return null;
        }

        if (held?.Meant.Add(paper) == false)
        {
            return false;
        }

        _held[paper.Id] = held is null ? new Held(till, paper, [paper]) : held with { Paper = paper };
        _told++;
        return true;
    }

    /// <param name="Content">No two of one till are alike, and it is how much tea is sold.</param>
    /// <param name="StoreId">Where the till stood.</param>
    /// <param name="IsNamed">The till says where.</param>
    internal sealed record Paper(string Id, int Content, DateTimeOffset Closed, string StoreId, bool IsNamed)
    {
        public IncomingDocument Read(string storeId, string note) =>
            Sales.Document(Id, Closed, note: $"{Content}", changes: (Tea, -1_000 * Content)) with { StoreId = storeId, NamesStore = IsNamed && note.Length > 0 };
    }

    private sealed record Held(Till Till, Paper Paper, HashSet<Paper> Meant);

    private sealed class Till(string id)
    {
        private readonly Queue<Paper> _spool = new();
        private int _closed;

        public string Id => id;

        public string StoreId { get; set; } = StoreIds[0];

        public List<Paper> Brought { get; } = [];

        /// <summary>Ids are few, so that some are used again, by this till or by the other.</summary>
        public void Close(int number, DateTimeOffset now) => _spool.Enqueue(new Paper($"d{number % 6}", ++_closed, now, StoreId, number >= 15));

        public IReadOnlyList<Paper> TakeSpooled(int most)
        {
            var taken = new List<Paper>();
            while (taken.Count < most && _spool.TryDequeue(out var paper))
            {
                taken.Add(paper);
            }

            Brought.AddRange(taken);
            return taken;
        }
    }
}
