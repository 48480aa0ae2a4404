using Prilavok.Core;
using Prilavok.Core.Catalog;
using Prilavok.Core.Documents;
using Prilavok.Core.Log;
using Prilavok.Core.Stores;
using Prilavok.Core.Terminals;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Documents;

/// <summary>
/// Two tills and three stores, step by step beside a model that knows where each till stood when it closed what: whatever the order in
/// which documents come in, the model says what is held, what was told and what is left of the goods.
/// </summary>
internal sealed class DocumentHistory
{
    private static readonly string[] StoreIds = ["S-0", "s-1", "s-2"];

    /// <summary>In thousandths, in each store.</summary>
    private static readonly Dictionary<string, long?> Start = new(StringComparer.Ordinal)
    {
        [Paper.Tea] = 1_000_000,
        [Paper.Milk] = 500_000,
        [Paper.Bags] = null,
    };

    private readonly StoreFixture _store;
    private readonly Shop _shop;
    private readonly Till[] _tills;
    private readonly long _head;
    private readonly Dictionary<string, Held> _held = new(StringComparer.Ordinal);
    private readonly List<string> _told = [];

    private DocumentHistory(StoreFixture store, Shop shop, Till[] tills, long head)
    {
        _store = store;
        _shop = shop;
        _tills = tills;
        _head = head;
    }

    private Node Node => _store.Node;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<DocumentHistory> OpenAsync(StoreFixture store, Shop shop)
    {
        var node = store.Node;
        var goods = Start.Select(level => new Product { StoreId = "", Id = level.Key, IsGroup = false, Name = level.Key, Quantity = level.Value }).ToList();
        foreach (var id in StoreIds)
        {
            await node.Get<EditStores>().CreateAsync(shop.OwnerId, Source.System, id, id, null, Ct);
            await node.Get<ImportProducts>().HandleAsync(shop.OwnerId, Source.System, id, goods, WireFormat.V2, Ct);
        }

        var tills = new Till[2];
        for (var i = 0; i < tills.Length; i++)
        {
            var made = Assert.IsType<TerminalOutcome.Saved>(
                await node.Get<EditTerminals>().CreateAsync(shop.OwnerId, Source.System, $"Till {i}", StoreIds[0], TimeSpan.Zero, Ct));
            tills[i] = new Till(made.Terminal.Id, StoreIds[0]);
        }

        return new DocumentHistory(store, shop, tills, await node.ReadAsync(s => node.Log.HeadAsync(s, shop.OwnerId)));
    }

    public async Task TakeAsync(TillStep step)
    {
        _store.Clock.Advance(TimeSpan.FromMinutes(7));
        var till = _tills[step.Till];
        switch (step.Act)
        {
            case TillAct.Close:
                till.Close(step, _store.Clock.GetUtcNow());
                break;
            case TillAct.Bring:
                await BringAsync(till, till.TakeOldest(1 + (step.Number % 3)));
                break;
            case TillAct.BringOne:
                await BringAsync(till, till.TakeOne(step.Number));
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
            await BringAsync(till, till.TakeOldest(int.MaxValue));
        }

        foreach (var till in _tills)
        {
            await BringAsync(till, [.. till.Brought]);
        }
    }

    public async Task AssertSameAsync()
    {
        var told = await Node.ReadAsync(s => Node.Log.ReadToldAsync(s, _shop.OwnerId, _head, [EventKind.Document, EventKind.Product], withStock: true, 10_000));
        Assert.Equal(_told, told.Where(e => e.Kind == EventKind.Document).Select(e => e.SubjectId));
        foreach (var storeId in StoreIds)
        {
            await AssertListsAsync(storeId);
            await AssertStockAsync(storeId, told);
        }
    }

    private async Task AssertListsAsync(string storeId)
    {
        var documents = Node.Get<IDocuments>();
        var expected = In(storeId).OrderBy(held => held.Paper.Closed).ThenBy(held => held.Paper.Id, StringComparer.Ordinal).ToList();
        var found = await Node.ReadAsync(s => documents.ListAsync(s, _shop.OwnerId, new DocumentQuery(storeId), Page.Whole));
        Assert.Equal(expected.Select(held => held.Paper.Id), found.Select(document => document.Position.Id));
        Assert.All(expected.Zip(found), pair => Assert.True(pair.First.Paper.Read().Content.Span.SequenceEqual(pair.Second.Content.Span)));
        foreach (var till in _tills)
        {
            var his = await Node.ReadAsync(s => documents.ListAsync(s, _shop.OwnerId, new DocumentQuery(storeId, till.Id), Page.Whole));
            Assert.Equal(expected.Where(held => held.Till == till).Select(held => held.Paper.Id), his.Select(document => document.Position.Id));
        }
    }

    /// <summary>What there is, and the last word about it.</summary>
    private async Task AssertStockAsync(string storeId, IEnumerable<Event> events)
    {
        var expected = StockReckoning.After(Start, In(storeId).OrderBy(held => held.At).ThenBy(held => held.First).Select(held => held.Paper.Read()));
        var goods = await Node.ReadAsync(s => Node.Get<IProducts>().FindAsync(s, _shop.OwnerId, storeId, [.. Start.Keys]));
        Assert.Equal(
            expected.Select(level => (storeId, level.Key, level.Value ?? 0)).Order(),
            goods.Select(product => (storeId, product.Key, product.Value.Quantity ?? 0)).Order());

        var told = Start.ToDictionary(StringComparer.Ordinal);
        foreach (var level in events.SelectMany(e => e.Stock).Where(level => level.StoreId == storeId))
        {
            told[level.ProductId] = level.Quantity;
        }

        Assert.Equal(
            expected.Select(level => (storeId, level.Key, level.Value ?? 0)).Order(), told.Select(level => (storeId, level.Key, level.Value ?? 0)).Order());
    }

    private IEnumerable<Held> In(string storeId) => _held.Values.Where(held => held.Paper.StoreId == storeId);

    private async Task BringAsync(Till till, IReadOnlyList<Paper> papers)
    {
        if (papers.Count == 0)
        {
            return;
        }

        var known = (await Node.ReadAsync(s => Node.Get<ITerminals>().FindKnownAsync(s, _shop.OwnerId, till.Id)))!;
        var incoming = papers.Select(paper => paper.ReadIn(paper.IsNamed ? known.Stood.Find(paper.StoreId)! : known.Stood.StoreAt(paper.Closed)));
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

        var now = _store.Clock.GetUtcNow();
        var at = paper.Closed < now ? paper.Closed : now;
        _held[paper.Id] = held is null ? new Held(till, paper, at, _told.Count, [paper]) : held with { Paper = paper, At = at };
        _told.Add(paper.Id);
        return true;
    }

    /// <param name="At">Where it stands among those that move the stock.</param>
    /// <param name="First">Of one moment, when its first version came.</param>
    private sealed record Held(Till Till, Paper Paper, DateTimeOffset At, int First, HashSet<Paper> Meant);
}
