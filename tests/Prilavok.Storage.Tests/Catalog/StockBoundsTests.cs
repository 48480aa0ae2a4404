using Prilavok.Core;
using Prilavok.Core.Catalog;
using Prilavok.Core.Documents;
using Prilavok.Core.Log;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Catalog;

/// <summary>Stock stays within bounds that every reader can show.</summary>
public abstract class StockBoundsTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private const long Most = StockBounds.Most;

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task However_much_comes_or_goes_the_stock_stays_within_bounds(int sign)
    {
        var shop = await OpenAsync();
        await MoveAsync(shop, sign * Most, sign * Most, sign * Most);
        Assert.Equal(sign * Most, await QuantityAsync(shop));

        await MoveAsync(shop, -sign * 1_000);
        Assert.Equal(sign * (Most - 1_000), await QuantityAsync(shop));
    }

    [Fact]
    public async Task What_moves_behind_a_count_stays_within_bounds_too()
    {
        var shop = await OpenAsync();
        await AcceptAsync(shop, Sales.Count("count", Now, isComplete: false, ("a", Most)));
        await AcceptAsync(shop, [.. Enumerable.Range(0, 3).Select(i => Sales.Document($"late{i}", Now - TimeSpan.FromHours(1), "ACCEPT", changes: ("a", Most)))]);
        await MoveAsync(shop, Most);
        Assert.Equal(Most, await QuantityAsync(shop));

        await AcceptAsync(shop, Sales.Document("count", Now));
        Assert.Equal(Most, await QuantityAsync(shop));
    }

    private static Product Goods(string id) => new() { StoreId = "", Id = id, IsGroup = false, Name = id, Price = 100, Quantity = 0 };

    private async Task<Shop> OpenAsync()
    {
        var shop = await Shop.OpenAsync(Node);
        await Node.Get<ImportProducts>().HandleAsync(shop.OwnerId, Source.System, shop.Store.Id, [Goods("a")], WireFormat.V2, Ct);
        return shop;
    }

    private Task MoveAsync(Shop shop, params long[] quantities) => AcceptAsync(
        shop, [.. quantities.Select(quantity => Sales.Document(Guid.NewGuid().ToString(), Now, "ACCEPT", changes: ("a", quantity)))]);

    private Task AcceptAsync(Shop shop, params IncomingDocument[] documents) =>
        Node.Get<AcceptDocuments>().HandleAsync(shop.OwnerId, shop.Terminal, documents, Ct);

    private async Task<long?> QuantityAsync(Shop shop) =>
        (await Node.ReadAsync(s => Node.Get<IProducts>().FindAsync(s, shop.OwnerId, shop.Store.Id, ["a"])))["a"].Quantity;
}

public sealed class SqliteStockBoundsTests : StockBoundsTests<SqliteFixture>;

public sealed class PostgreSqlStockBoundsTests : StockBoundsTests<PostgreSqlFixture>;
