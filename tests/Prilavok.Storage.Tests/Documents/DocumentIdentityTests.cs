using Dapper;
using Prilavok.Core;
using Prilavok.Core.Catalog;
using Prilavok.Core.Documents;
using Prilavok.Core.Log;
using Prilavok.Core.Stores;
using Prilavok.Core.Terminals;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Documents;

/// <summary>A document is known by its id and the terminal that brought it, wherever that terminal stands now.</summary>
public abstract class DocumentIdentityTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private Shop _shop = null!;
    private Terminal _till = null!;
    private Terminal _other = null!;
    private Terminal _far = null!;

    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public async Task An_id_of_another_terminal_is_not_taken_and_nothing_moves(bool isFar, bool isSame)
    {
        await OpenAsync();
        var held = Sale("D-1", 1);
        await AcceptAsync(_till, held);
        var before = await StateAsync();
        var outcome = await AcceptAsync(isFar ? _far : _other, isSame ? held : Sale("d-1", 5), Sale("E", 2));

        Assert.Equal(["E"], outcome.Accepted);
        Assert.Empty(outcome.Duplicates);
        Assert.Equal([isSame ? "D-1" : "d-1"], outcome.Foreign);
        Assert.Equal(before.Head + 1, (await StateAsync()).Head);
        Assert.True((await FindAsync(_shop.Store.Id, _till.Id, "d-1"))!.Content.Span.SequenceEqual(held.Content.Span));
        Assert.Equal(["D-1"], (await AcceptAsync(_till, held)).Duplicates);
        Assert.Equal(10_000 - 1_000 - (isFar ? 0 : 2_000), await StockAsync(_shop.Store.Id));
    }

    [Fact]
    public async Task Accounts_of_other_owners_have_ids_of_their_own()
    {
        await OpenAsync();
        await AcceptAsync(_till, Sale("d", 1));
        var neighbour = await Shop.OpenAsync(Node);

        Assert.Equal(["d"], (await Node.Get<AcceptDocuments>().HandleAsync(neighbour.OwnerId, neighbour.Terminal, [Sale("d", 1)], Ct)).Accepted);
    }

    [Fact]
    public async Task A_document_sent_again_after_a_move_is_a_duplicate()
    {
        await OpenAsync();
        var sale = Sale("d", 1);
        await AcceptAsync(_till, sale);
        var moved = await MoveAsync(_till);
        var before = await StateAsync();
        var outcome = await AcceptAsync(moved, sale, sale with { StoreId = _shop.Store.Id }, sale with { StoreId = _shop.Store.Id, NamesStore = true });

        Assert.Equal(["d", "d", "d"], outcome.Duplicates);
        Assert.Equal(before, await StateAsync());
        Assert.NotNull(await FindAsync(_shop.Store.Id, _till.Id, "d"));
    }

    [Fact]
    public async Task A_replacement_in_another_store_is_one_document_there_and_gives_the_goods_back_here()
    {
        await OpenAsync();
        await AcceptAsync(_till, Sale("d", 1) with { StoreId = _shop.Store.Id });
        var head = (await StateAsync()).Head;
        var next = Sale("D", 3) with { StoreId = "S2", NamesStore = true };
        Assert.Equal(["D"], (await AcceptAsync(await MoveAsync(_till), next)).Accepted);

        Assert.Null(await FindAsync(_shop.Store.Id, null, "d"));
        Assert.NotNull(await FindAsync("s2", _till.Id, "d"));
        Assert.Equal((10_000, 7_000), (await StockAsync(_shop.Store.Id), await StockAsync("s2")));
        var told = (await Node.ReadAsync(s => Node.Log.ReadAsync(s, _shop.OwnerId, head, EventKind.Document, 10))).Single();
        Assert.Equal((EventAction.Updated, "S2"), (told.Action, told.StoreId));
    }

    [Fact]
    public async Task Only_the_last_place_of_one_request_is_kept()
    {
        await OpenAsync();
        var moved = await MoveAsync(_till);
        var here = Sale("d", 1) with { StoreId = _shop.Store.Id, NamesStore = true };
        var outcome = await AcceptAsync(
            moved, here, Sale("d", 2) with { StoreId = "s2", NamesStore = true }, Sale("d", 3) with { StoreId = _shop.Store.Id, NamesStore = true }, here);

        Assert.Equal(["d", "d", "d"], outcome.Accepted);
        Assert.Equal(["d"], outcome.Duplicates);
        Assert.Null(await FindAsync("s2", null, "d"));
        Assert.Equal((7_000, 10_000), (await StockAsync(_shop.Store.Id), await StockAsync("s2")));
    }

    /// <summary>The store is a part of what is said, where it is said.</summary>
    [Fact]
    public async Task The_same_content_for_another_store_moves_once_and_a_late_repeat_does_not_move_it_back()
    {
        await OpenAsync();
        var moved = await MoveAsync(_till);
        var here = Sale("d", 1) with { StoreId = _shop.Store.Id, NamesStore = true };
        var there = here with { StoreId = "s2" };
        await AcceptAsync(moved, here);
        Assert.Equal(["d"], (await AcceptAsync(moved, there)).Accepted);
        Assert.Equal(["d", "d"], (await AcceptAsync(moved, here, there)).Duplicates);

        Assert.NotNull(await FindAsync("s2", null, "d"));
        Assert.Equal((10_000, 9_000), (await StockAsync(_shop.Store.Id), await StockAsync("s2")));
    }

    [Fact]
    public async Task What_an_id_has_meant_before_is_a_repetition_and_not_news()
    {
        await OpenAsync();
        var sales = Enumerable.Range(1, 4).Select(quantity => Sale("d", quantity)).ToArray();
        foreach (var sale in sales)
        {
            Assert.Equal(["d"], (await AcceptAsync(_till, sale)).Accepted);
        }

        var before = await StateAsync();
        foreach (var sale in sales)
        {
            Assert.Equal(["d"], (await AcceptAsync(_till, sale)).Duplicates);
        }

        Assert.Equal(["d", "d", "d", "d"], (await AcceptAsync(await MoveAsync(_till), sales)).Duplicates);
        Assert.Equal((before.Head + 1, 6_000), ((await StateAsync()).Head, await StockAsync(_shop.Store.Id)));
        Assert.True((await FindAsync(_shop.Store.Id, null, "d"))!.Content.Span.SequenceEqual(sales[^1].Content.Span));
    }

    /// <summary>As another version has worked it out: the bytes say what it is.</summary>
    [Fact]
    public async Task A_hash_of_another_kind_does_not_make_other_content()
    {
        await OpenAsync();
        var sale = Sale("d", 1);
        await AcceptAsync(_till, sale with { Hash = new byte[] { 1, 2, 3 } });
        var before = await StateAsync();
        Assert.Equal(["d"], (await AcceptAsync(_till, sale)).Duplicates);
        Assert.Equal(before, await StateAsync());

        await AcceptAsync(_till, Sale("d", 2));
        Assert.Equal(["d"], (await AcceptAsync(_till, sale)).Duplicates);
        Assert.Equal(8_000, await StockAsync(_shop.Store.Id));
    }

    /// <summary>Ids were unique within a store only.</summary>
    [Fact]
    public async Task Where_former_days_left_one_id_in_two_stores_each_terminal_goes_on_with_its_own()
    {
        await OpenAsync();
        var mine = Sale("d", 1);
        var theirs = Sale("x", 2) with { Id = "d" };
        await AcceptAsync(_till, mine);
        await AcceptAsync(_far, theirs with { Id = "old" });
        await RenameAsync("old", "d");

        Assert.Equal(["d"], (await AcceptAsync(_till, mine)).Duplicates);
        Assert.Equal(["d"], (await AcceptAsync(_far, theirs)).Duplicates);
        Assert.Equal(["d"], (await AcceptAsync(_other, Sale("d", 9))).Foreign);
        Assert.Equal(["d"], (await AcceptAsync(_far, Sale("d", 3))).Accepted);
        Assert.Equal(["d"], (await AcceptAsync(await MoveAsync(_till), Sale("d", 4) with { StoreId = "s2", NamesStore = true })).Foreign);
        Assert.Equal((9_000, 7_000), (await StockAsync(_shop.Store.Id), await StockAsync("s2")));
        Assert.NotNull(await FindAsync(_shop.Store.Id, _till.Id, "d"));
        Assert.NotNull(await FindAsync("s2", _far.Id, "d"));
    }

    [Fact]
    public async Task Where_former_days_left_a_terminal_its_id_in_two_stores_both_are_known()
    {
        await OpenAsync();
        var here = Sale("d", 1);
        var there = Sale("old", 2) with { StoreId = "s2" };
        await AcceptAsync(_till, here, there);
        await RenameAsync("old", "d");

        Assert.Equal(["d", "d"], (await AcceptAsync(await MoveAsync(_till), here, there with { Id = "d" })).Duplicates);
        Assert.Equal(["d"], (await AcceptAsync(_till, Sale("d", 5) with { StoreId = _shop.Store.Id, NamesStore = true })).Accepted);
        Assert.Equal((5_000, 8_000), (await StockAsync(_shop.Store.Id), await StockAsync("s2")));
    }

    private static IncomingDocument Sale(string id, int quantity) => Sales.Document(
        id, DateTimeOffset.UnixEpoch.AddYears(56), note: $"{quantity}", changes: ("tea", -1_000 * quantity));

    /// <summary>Two tills in the first store, one in the second; ten of tea in each.</summary>
    private async Task OpenAsync()
    {
        _shop = await Shop.OpenAsync(Node);
        _till = _shop.Terminal;
        await Node.Get<EditStores>().CreateAsync(_shop.OwnerId, Source.System, "S2", "Kiosk", null, Ct);
        _other = await AddAsync(_shop.Store.Id);
        _far = await AddAsync("S2");
        var tea = new Product { StoreId = "", Id = "tea", IsGroup = false, Name = "Tea", Quantity = 10_000 };
        foreach (var store in (string[])[_shop.Store.Id, "S2"])
        {
            await Node.Get<ImportProducts>().HandleAsync(_shop.OwnerId, Source.System, store, [tea], WireFormat.V2, Ct);
        }
    }

    private async Task<Terminal> AddAsync(string storeId) => Assert.IsType<TerminalOutcome.Saved>(
        await Node.Get<EditTerminals>().CreateAsync(_shop.OwnerId, Source.System, "Till", storeId, TimeSpan.Zero, Ct)).Terminal;

    private async Task<Terminal> MoveAsync(Terminal terminal) => Assert.IsType<TerminalOutcome.Saved>(
        await Node.Get<EditTerminals>().ChangeAsync(_shop.OwnerId, Source.System, terminal.Id, t => t with { StoreId = "s2" }, Ct)).Terminal;

    private async Task RenameAsync(string from, string to)
    {
        await using var connection = await Store.OpenAsync();
        await connection.ExecuteAsync(
            "UPDATE documents SET document_id = @to WHERE owner_id = @OwnerId AND document_id = @from", new { from, to, _shop.OwnerId });
    }

    private Task<AcceptOutcome> AcceptAsync(Terminal terminal, params IncomingDocument[] documents) =>
        Node.Get<AcceptDocuments>().HandleAsync(_shop.OwnerId, terminal, documents, Ct);

    private Task<StoredDocument?> FindAsync(string storeId, string? deviceId, string id) =>
        Node.ReadAsync(s => Node.Get<IDocuments>().FindAsync(s, _shop.OwnerId, storeId, deviceId, id));

    private async Task<(long Head, long? Here, long? There)> StateAsync() => (
        await Node.ReadAsync(s => Node.Log.HeadAsync(s, _shop.OwnerId)), await StockAsync(_shop.Store.Id), await StockAsync("s2"));

    private async Task<long?> StockAsync(string storeId) =>
        (await Node.ReadAsync(s => Node.Get<IProducts>().FindAsync(s, _shop.OwnerId, storeId, ["tea"])))["tea"].Quantity;
}

public sealed class SqliteDocumentIdentityTests : DocumentIdentityTests<SqliteFixture>;

public sealed class PostgreSqlDocumentIdentityTests : DocumentIdentityTests<PostgreSqlFixture>;
