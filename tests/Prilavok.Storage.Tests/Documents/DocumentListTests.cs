using Prilavok.Core;
using Prilavok.Core.Documents;
using Prilavok.Core.Log;
using Prilavok.Core.Terminals;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Documents;

public abstract class DocumentListTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task Documents_are_listed_by_close_date_then_id()
    {
        var shop = await Shop.OpenAsync(Node);
        await AcceptAsync(shop, Closed("b", 2), Closed("a", 2), Closed("c", 1), Closed("old", -60 * 24 * 365 * 80));

        Assert.Equal(["old", "c", "a", "b"], await ListAsync(shop, Of(shop)));
    }

    [Fact]
    public async Task A_list_is_narrowed_by_time_type_and_terminal()
    {
        var shop = await Shop.OpenAsync(Node);
        var second = Assert.IsType<TerminalOutcome.Saved>(await Node.Get<EditTerminals>().CreateAsync(
            shop.OwnerId, Source.System, "Till 2", shop.Store.Id, TimeSpan.Zero, Ct)).Terminal;
        await AcceptAsync(shop, Closed("a", 1), Closed("b", 2, "PAYBACK"), Closed("c", 3, "X_REPORT"), Closed("d", 4));
        await Node.Get<AcceptDocuments>().HandleAsync(shop.OwnerId, second, [Closed("e", 2)], Ct);
        var all = Of(shop);

        Assert.Equal(["b", "e", "c"], await ListAsync(shop, all with { Since = At(2), Until = At(4) }));
        Assert.Equal(["a", "d", "e"], (await ListAsync(shop, all with { Types = ["SELL"] })).Order(StringComparer.Ordinal));
        Assert.Equal(["b", "c"], await ListAsync(shop, all with { Types = ["X_REPORT", "PAYBACK", "none"] }));
        Assert.Empty(await ListAsync(shop, all with { Types = [] }));
        Assert.Equal(["e"], await ListAsync(shop, all with { DeviceId = second.Id.ToUpperInvariant() }));
        Assert.Empty(await ListAsync(shop, all with { DeviceId = second.Id, Since = At(3) }));
        Assert.Empty(await ListAsync(shop, all with { StoreId = "nowhere" }));
    }

    [Fact]
    public async Task A_document_is_found_in_its_store_and_at_its_terminal_only()
    {
        var shop = await Shop.OpenAsync(Node);
        var other = await Shop.OpenAsync(Node);
        await AcceptAsync(shop, Closed("D-1", 1));

        Assert.NotNull(await FindAsync(shop.OwnerId, shop.Store.Id.ToUpperInvariant(), null, "d-1"));
        Assert.NotNull(await FindAsync(shop.OwnerId, shop.Store.Id, shop.Terminal.Id.ToUpperInvariant(), "D-1"));
        Assert.Null(await FindAsync(shop.OwnerId, shop.Store.Id, "other", "D-1"));
        Assert.Null(await FindAsync(shop.OwnerId, "other", null, "D-1"));
        Assert.Null(await FindAsync(other.OwnerId, shop.Store.Id, null, "D-1"));
    }

    [Fact]
    public async Task Pages_stand_still_while_documents_come_in_and_follow_the_bytes_of_ids()
    {
        var shop = await Shop.OpenAsync(Node);
        await AcceptAsync(shop, [.. Paging.AwkwardIds.Select(id => Closed(id, 1)), Closed("0", 2)]);
        var read = await Paging.ReadAsync(
            3,
            page => Node.ReadAsync(s => Node.Get<IDocuments>().ListAsync(s, shop.OwnerId, Of(shop), page)),
            document => document.Position,
            i => AcceptAsync(shop, Closed($"!{i}", 1)));

        Assert.Equal([.. Paging.AwkwardIds.Order(StringComparer.Ordinal), "0"], read.Select(document => document.Position.Id));
    }

    private static DocumentQuery Of(Shop shop) => new(shop.Store.Id, null, null, null, null);

    private DateTimeOffset At(int minute) => Now + TimeSpan.FromMinutes(minute);

    private IncomingDocument Closed(string id, int minute, string type = "SELL") => Sales.Document(id, At(minute), type);

    private Task<AcceptOutcome> AcceptAsync(Shop shop, params IncomingDocument[] documents) =>
        Node.Get<AcceptDocuments>().HandleAsync(shop.OwnerId, shop.Terminal, documents, Ct);

    private async Task<IEnumerable<string>> ListAsync(Shop shop, DocumentQuery query) =>
        (await Node.ReadAsync(s => Node.Get<IDocuments>().ListAsync(s, shop.OwnerId, query, Page.Whole))).Select(d => d.Position.Id);

    private Task<StoredDocument?> FindAsync(string ownerId, string storeId, string? deviceId, string id) =>
        Node.ReadAsync(s => Node.Get<IDocuments>().FindAsync(s, ownerId, storeId, deviceId, id));
}

public sealed class SqliteDocumentListTests : DocumentListTests<SqliteFixture>;

public sealed class PostgreSqlDocumentListTests : DocumentListTests<PostgreSqlFixture>;
