using Dapper;
using Prilavok.Core;
using Prilavok.Core.Catalog;
using Prilavok.Core.Documents;
using Prilavok.Core.Log;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Catalog;

/// <summary>Stock stays within bounds that every reader can show, and a database where it did not is mended.</summary>
public abstract class StockBoundsTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private const long Most = StockBounds.Most;

    /// <summary>What a sum without a bound has left, or the largest there can be.</summary>
    protected abstract string Broken { get; }

    protected abstract string Journal { get; }

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

    [Fact]
    public async Task A_database_whose_stock_has_grown_out_of_its_column_is_mended_at_the_start()
    {
        var shop = await OpenAsync();
        await using (var connection = await Store.OpenAsync())
        {
            await connection.ExecuteAsync($"""
                DROP INDEX products_moved;
                ALTER TABLE products DROP COLUMN uncounted;
                ALTER TABLE products DROP COLUMN counted_at;
                ALTER TABLE products DROP COLUMN counted_seq;
                ALTER TABLE products DROP COLUMN set_at;
                ALTER TABLE products DROP COLUMN set_seq;
                ALTER TABLE products DROP COLUMN moved_seq;
                ALTER TABLE documents DROP COLUMN first_seq;
                ALTER TABLE events DROP COLUMN stock;
                DROP TABLE stock_counts;
                DELETE FROM {Journal} WHERE scriptname LIKE '%_stock.sql';
                UPDATE products SET quantity = {Broken} WHERE product_id = 'a';
                UPDATE products SET quantity = -({Broken}) WHERE product_id = 'b';
                """);
        }

        var node = Store.AddNode();
        node.Migrate();

        Assert.Equal(Most, await QuantityAsync(shop));
        Assert.Equal(-Most, await QuantityAsync(shop, "b"));
        await MoveAsync(shop, -1_000);
        Assert.Equal(Most - 1_000, await QuantityAsync(shop));
    }

    private static Product Goods(string id) => new() { StoreId = "", Id = id, IsGroup = false, Name = id, Price = 100, Quantity = 0 };

    private async Task<Shop> OpenAsync()
    {
        var shop = await Shop.OpenAsync(Node);
        await Node.Get<ImportProducts>().HandleAsync(shop.OwnerId, Source.System, shop.Store.Id, [Goods("a"), Goods("b")], WireFormat.V2, Ct);
        return shop;
    }

    private Task MoveAsync(Shop shop, params long[] quantities) => AcceptAsync(
        shop, [.. quantities.Select(quantity => Sales.Document(Guid.NewGuid().ToString(), Now, "ACCEPT", changes: ("a", quantity)))]);

    private Task AcceptAsync(Shop shop, params IncomingDocument[] documents) =>
        Node.Get<AcceptDocuments>().HandleAsync(shop.OwnerId, shop.Terminal, documents, Ct);

    private async Task<long?> QuantityAsync(Shop shop, string id = "a") =>
        (await Node.ReadAsync(s => Node.Get<IProducts>().FindAsync(s, shop.OwnerId, shop.Store.Id, [id])))[id].Quantity;
}

public sealed class SqliteStockBoundsTests : StockBoundsTests<SqliteFixture>
{
    protected override string Broken => "9223372036854775000 + 9223372036854775000";

    protected override string Journal => "SchemaVersions";
}

public sealed class PostgreSqlStockBoundsTests : StockBoundsTests<PostgreSqlFixture>
{
    protected override string Broken => "9223372036854775807";

    protected override string Journal => "schema_versions";
}
