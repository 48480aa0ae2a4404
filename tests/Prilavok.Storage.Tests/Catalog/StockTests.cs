using Prilavok.Core;
using Prilavok.Core.Catalog;
using Prilavok.Core.Documents;
using Prilavok.Core.Log;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Catalog;

/// <summary>What documents do to the stock.</summary>
public abstract class StockTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task Changes_add_up_one_by_one_from_nothing_too()
    {
        var shop = await OpenAsync();
        await MoveAsync(shop, new StockMovement { Changes = [new("A", -1_500), new("a", -500), new("none", 3), new("g", 1), new("unknown", 1)] });

        Assert.Equal([("a", 8_000L), ("b", 20_000L), ("g", null), ("none", 3L)], await StockAsync(shop));
    }

    [Fact]
    public async Task A_count_sets_what_was_counted()
    {
        var shop = await OpenAsync();
        await MoveAsync(shop, new StockMovement { Counted = [new("B", 7), new("g", 1), new("unknown", 1)] });

        Assert.Equal([("a", 10_000L), ("b", 7L), ("g", null), ("none", null)], await StockAsync(shop));
    }

    [Fact]
    public async Task A_complete_count_leaves_none_of_what_was_not_counted()
    {
        var shop = await OpenAsync();
        await MoveAsync(shop, new StockMovement { Counted = [new("b", 7)], IsComplete = true });

        Assert.Equal([("a", 0L), ("b", 7L), ("g", null), ("none", null)], await StockAsync(shop));
    }

    [Fact]
    public async Task A_new_price_is_kept_and_told()
    {
        var shop = await OpenAsync();
        var head = await Node.ReadAsync(s => Node.Log.HeadAsync(s, shop.OwnerId));
        Store.Clock.Advance(TimeSpan.FromHours(1));
        var document = Sales.Document("d1", Now, "REVALUATION") with
        {
            Movement = new StockMovement { Prices = [new PriceChange("A", 555), new PriceChange("unknown", 1)] },
        };
        await Node.Get<AcceptDocuments>().HandleAsync(shop.OwnerId, shop.Terminal, [document], Ct);

        var product = (await Node.ReadAsync(s => Node.Get<IProducts>().FindAsync(s, shop.OwnerId, shop.Store.Id, ["a"])))["a"];
        Assert.Equal((555, 10_000, Now), (product.Price, product.Quantity, product.UpdatedAt));
        var told = Assert.Single(await Node.ReadAsync(s => Node.Log.ReadAsync(s, shop.OwnerId, head, EventKind.Product, 10)));
        Assert.Equal((EventAction.Updated, Source.Terminal(shop.Terminal.Id)), (told.Action, told.Source));
        Assert.Equal(555, ((ProductFact)told.Fact).Product.Price);
    }

    [Fact]
    public async Task The_stock_of_another_store_does_not_move()
    {
        var shop = await OpenAsync();
        await Node.Get<Core.Stores.EditStores>().CreateAsync(shop.OwnerId, Source.System, "s2", "Kiosk", null, Ct);
        await Node.Get<ImportProducts>().HandleAsync(shop.OwnerId, Source.System, "s2", [Goods("a", 1)], WireFormat.V2, Ct);
        await MoveAsync(shop, new StockMovement { Changes = [new("a", -1_000)], IsComplete = true });

        Assert.Equal(1, (await Node.ReadAsync(s => Node.Get<IProducts>().FindAsync(s, shop.OwnerId, "s2", ["a"])))["a"].Quantity);
    }

    private static Product Goods(string id, long? quantity) =>
        new() { StoreId = "", Id = id, IsGroup = id == "g", Name = id, Price = 100, Quantity = quantity };

    private async Task<Shop> OpenAsync()
    {
        var shop = await Shop.OpenAsync(Node);
        Product[] products = [Goods("a", 10_000), Goods("b", 20_000), Goods("none", null), Goods("g", null)];
        await Node.Get<ImportProducts>().HandleAsync(shop.OwnerId, Source.System, shop.Store.Id, products, WireFormat.V2, Ct);
        return shop;
    }

    private Task MoveAsync(Shop shop, StockMovement movement) => Node.Get<AcceptDocuments>().HandleAsync(
        shop.OwnerId, shop.Terminal, [Sales.Document(Guid.NewGuid().ToString(), Now) with { Movement = movement }], Ct);

    private async Task<IEnumerable<(string, long?)>> StockAsync(Shop shop) =>
        (await Node.ReadAsync(s => Node.Get<IProducts>().ListAsync(s, shop.OwnerId, shop.Store.Id, Page.Whole)))
        .Select(row => (row.Product.Id, row.Product.Quantity));
}

public sealed class SqliteStockTests : StockTests<SqliteFixture>;

public sealed class PostgreSqlStockTests : StockTests<PostgreSqlFixture>;
