using Prilavok.Core;
using Prilavok.Core.Catalog;
using Prilavok.Core.Documents;
using Prilavok.Core.Log;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Documents;

public abstract class AcceptDocumentsTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task A_document_is_kept_filed_under_its_event_and_told()
    {
        var shop = await OpenAsync();
        var head = await HeadAsync(shop);
        var document = Sales.Document("D-1", Now, changes: ("tea", -1_000));
        var outcome = await AcceptAsync(shop, document);

        Assert.Equal(["D-1"], outcome.Accepted);
        Assert.Equal([], outcome.Duplicates);
        var told = Assert.Single(await ReadAsync(shop, head));
        Assert.Equal(
            (head + 1, EventKind.Document, EventAction.Created, "D-1", shop.Store.Id, Source.Terminal(shop.Terminal.Id)),
            (told.Seq, told.Kind, told.Action, told.SubjectId, told.StoreId, told.Source));
        Assert.True(((DocumentFact)told.Fact).Content.Span.SequenceEqual(document.Content.Span));
        var found = await FindAsync(shop, "d-1");
        Assert.Equal("SELL", found!.Type);
        Assert.True(found.Content.Span.SequenceEqual(document.Content.Span));
        Assert.Equal(9_000, await StockAsync(shop));
    }

    [Fact]
    public async Task The_same_document_again_moves_nothing()
    {
        var shop = await OpenAsync();
        var document = Sales.Document("D-1", Now, changes: ("tea", -1_000));
        await AcceptAsync(shop, document);
        var head = await HeadAsync(shop);
        var outcome = await AcceptAsync(shop, document with { Id = "d-1" }, document);

        Assert.Equal([], outcome.Accepted);
        Assert.Equal(["d-1", "D-1"], outcome.Duplicates);
        Assert.Equal(head, await HeadAsync(shop));
        Assert.Equal(9_000, await StockAsync(shop));
    }

    [Fact]
    public async Task Another_document_under_the_same_id_replaces_and_takes_back_what_the_former_did()
    {
        var shop = await OpenAsync();
        await AcceptAsync(shop, Sales.Document("D-1", Now, changes: ("tea", -1_000)));
        var head = await HeadAsync(shop);
        var next = Sales.Document("d-1", Now + TimeSpan.FromSeconds(1), "PAYBACK", changes: ("tea", 500));
        Assert.Equal(["d-1"], (await AcceptAsync(shop, next)).Accepted);

        Assert.Equal(10_500, await StockAsync(shop));
        Assert.Equal(EventAction.Updated, Assert.Single(await ReadAsync(shop, head)).Action);
        var found = await FindAsync(shop, "D-1");
        Assert.Equal(("PAYBACK", next.CloseDate.ToUnixTimeMilliseconds()), (found!.Type, found.Position.At));
        Assert.True(found.Content.Span.SequenceEqual(next.Content.Span));
    }

    [Fact]
    public async Task Within_one_delivery_too_the_last_of_an_id_stays()
    {
        var shop = await OpenAsync();
        var first = Sales.Document("d", Now, note: "1", changes: ("tea", -1_000));
        var second = Sales.Document("D", Now, note: "2", changes: ("tea", -2_000));
        var outcome = await AcceptAsync(shop, first, first, second, second, first);

        Assert.Equal(["d", "D"], outcome.Accepted);
        Assert.Equal(["d", "D", "d"], outcome.Duplicates);
        Assert.Equal(8_000, await StockAsync(shop));
        Assert.True((await FindAsync(shop, "d"))!.Content.Span.SequenceEqual(second.Content.Span));
    }

    [Fact]
    public async Task Two_who_send_the_same_at_once_move_the_stock_once()
    {
        var shop = await OpenAsync();
        var second = Store.AddNode();
        var document = Sales.Document("d", Now, changes: ("tea", -1_000));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(
            i => (i % 2 == 0 ? Node : second).Get<AcceptDocuments>().HandleAsync(shop.OwnerId, shop.Terminal, [document], Ct)));

        Assert.Single(outcomes, outcome => outcome.Accepted.Count == 1);
        Assert.Equal(9_000, await StockAsync(shop));
    }

    private async Task<Shop> OpenAsync()
    {
        var shop = await Shop.OpenAsync(Node);
        var tea = new Product { StoreId = "", Id = "tea", IsGroup = false, Name = "Tea", Quantity = 10_000 };
        await Node.Get<ImportProducts>().HandleAsync(shop.OwnerId, Source.System, shop.Store.Id, [tea], WireFormat.V2, Ct);
        return shop;
    }

    private Task<AcceptOutcome> AcceptAsync(Shop shop, params IncomingDocument[] documents) =>
        Node.Get<AcceptDocuments>().HandleAsync(shop.OwnerId, shop.Terminal, documents, Ct);

    private Task<StoredDocument?> FindAsync(Shop shop, string id) =>
        Node.ReadAsync(s => Node.Get<IDocuments>().FindAsync(s, shop.OwnerId, shop.Store.Id, null, id));

    private async Task<long?> StockAsync(Shop shop) =>
        (await Node.ReadAsync(s => Node.Get<IProducts>().FindAsync(s, shop.OwnerId, shop.Store.Id, ["tea"])))["tea"].Quantity;

    private Task<LogSlice> ReadAsync(Shop shop, long after) =>
        Node.ReadAsync(s => Node.Log.ReadAsync(s, shop.OwnerId, after, null, 100));

    private Task<long> HeadAsync(Shop shop) => Node.ReadAsync(s => Node.Log.HeadAsync(s, shop.OwnerId));
}

public sealed class SqliteAcceptDocumentsTests : AcceptDocumentsTests<SqliteFixture>;

public sealed class PostgreSqlAcceptDocumentsTests : AcceptDocumentsTests<PostgreSqlFixture>;
