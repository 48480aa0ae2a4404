using Dapper;
using Prilavok.Core;
using Prilavok.Core.Catalog;
using Prilavok.Core.Documents;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Catalog;

public abstract class CatalogueListTests<TStore> : CatalogueTests<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task Products_and_groups_are_listed_apart_in_the_order_they_were_made()
    {
        var shop = await Shop.OpenAsync(Node);
        foreach (var product in new[] { Good("z"), Group("y"), Good("x"), Group("w") })
        {
            await PutAsync(shop, product);
            Store.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(["z", "x"], await IdsAsync(shop, new ProductFilter(IsGroup: false, null)));
        Assert.Equal(["y", "w"], await IdsAsync(shop, new ProductFilter(IsGroup: true, null)));
        Assert.Equal(["z", "y", "x", "w"], await IdsAsync(shop, default));
    }

    [Fact]
    public async Task Since_lists_what_was_changed_then_or_later()
    {
        var shop = await Shop.OpenAsync(Node);
        await PutAsync(shop, Good("a"), Good("b"), Good("c"));
        Store.Clock.Advance(TimeSpan.FromSeconds(1));
        await PutAsync(shop, Good("b"));
        var changed = Now;
        Store.Clock.Advance(TimeSpan.FromSeconds(1));
        await EditAsync(shop, new ProductEdit.Change("c", IsGroup: false, product => product with { Price = 1 }));

        Assert.Equal(["b", "c"], await IdsAsync(shop, new ProductFilter(IsGroup: false, changed)));
        Assert.Equal(["c"], await IdsAsync(shop, new ProductFilter(IsGroup: false, changed + TimeSpan.FromMilliseconds(1))));
        Assert.Equal([], await IdsAsync(shop, new ProductFilter(IsGroup: true, changed)));
    }

    [Fact]
    public async Task A_walk_meets_each_row_once_though_rows_come_and_go_meanwhile()
    {
        var shop = await Shop.OpenAsync(Node);
        for (var chunk = 0; chunk < 5; chunk++)
        {
            await PutAsync(shop, [.. Enumerable.Range(0, 100).Select(_ => Good(Uuid()))]);
            Store.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        var before = (await IdsAsync(shop, default)).ToHashSet(StringComparer.Ordinal);
        var met = new List<string>();
        var after = Position.Start;
        IReadOnlyList<(Position Position, Product Product)> page;
        do
        {
            page = await Node.ReadAsync(s => Products.ListAsync(s, shop.OwnerId, shop.Store.Id, new Page(after, 30)));
            met.AddRange(page.Select(row => row.Product.Id));
            after = page.Count > 0 ? page[^1].Position : after;
            await PutAsync(shop, Good(Uuid()), Good(met[0]));
        }
        while (page.Count > 0 && met.Count < 600);

        Assert.Equal(met.Count, met.Distinct(StringComparer.Ordinal).Count());
        Assert.Superset(before, met.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_list_looks_at_no_row_that_it_does_not_show()
    {
        var shop = await Shop.OpenAsync(Node);
        await PutAsync(shop, [.. Enumerable.Range(0, 300).Select(i => Good($"p{i}"))]);
        await using var connection = await Store.OpenAsync();
        const string List = """
            SELECT product_id FROM products WHERE owner_id = 'o' AND store_id = 's' AND (created_at, product_id) > (0, '')
                AND is_group = 1 AND updated_at >= 0 ORDER BY created_at, product_id LIMIT 10
            """;
        if (typeof(TStore) == typeof(SqliteFixture))
        {
            var plan = string.Join('\n', (await connection.QueryAsync("EXPLAIN QUERY PLAN " + List)).Select(row => (string)row.detail));
            Assert.Contains("COVERING INDEX products_listed", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
        }
        else
        {
            await connection.ExecuteAsync("ANALYZE products; SET enable_seqscan = off; SET enable_bitmapscan = off");
            var plan = string.Join('\n', await connection.QueryAsync<string>("EXPLAIN " + List));
            Assert.Contains("products_listed", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Filter", plan, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_change_of_a_row_gives_it_another_revision_and_no_other_row()
    {
        var shop = await Shop.OpenAsync(Node);
        await PutAsync(shop, Good("a", quantity: 1_000), Good("other"));
        await ChangesAsync(() => PutAsync(shop, Good("a", quantity: 2_000)));
        await ChangesAsync(() => EditAsync(shop, new ProductEdit.Change("a", IsGroup: false, product => product with { Price = 7 })));
        await ChangesAsync(() => Node.Get<SetQuantities>().HandleAsync(
            shop.OwnerId, Writer, shop.Store.Id, new Dictionary<string, long> { ["a"] = 5 }, Ct));
        await ChangesAsync(() => MoveAsync(new StockMovement { Changes = [new("a", -1)] }));
        await ChangesAsync(() => MoveAsync(new StockMovement { Counted = [new("a", 9)] }));
        await ChangesAsync(() => MoveAsync(new StockMovement { Counted = [], IsComplete = true }));
        await ChangesAsync(() => MoveAsync(new StockMovement { Prices = [new PriceChange("a", 8)] }));
        await ChangesAsync(() => Node.Get<EditImages>().AddAsync(shop.OwnerId, Writer, shop.Store.Id, "a", new byte[] { 1 }, "png", 300, 300, Ct));
        await ChangesAsync(() => Node.Get<EditImages>().RemoveAsync(shop.OwnerId, Writer, shop.Store.Id, "a", null, Ct));
        await ChangesAsync(async () =>
        {
            await Node.Get<RemoveProducts>().HandleAsync(shop.OwnerId, Writer, shop.Store.Id, areGroups: false, ["a"], keepContents: false, Ct);
            await PutAsync(shop, Good("a"));
        });

        async Task ChangesAsync(Func<Task> change)
        {
            var before = await RevisionsAsync();
            await change();
            var after = await RevisionsAsync();
            Assert.NotEqual(before["a"], after["a"]);
            Assert.Equal(before["other"], after["other"]);
        }

        Task MoveAsync(StockMovement movement) => Node.Get<AcceptDocuments>().HandleAsync(
            shop.OwnerId, shop.Terminal, [Sales.Document(Guid.NewGuid().ToString(), Now) with { Movement = movement }], Ct);

        async Task<Dictionary<string, long>> RevisionsAsync() =>
            (await Node.ReadAsync(s => Products.RevisionsAsync(s, shop.OwnerId, shop.Store.Id, Page.Whole, default)))
                .ToDictionary(row => row.Position.Id, row => row.Revision, StringComparer.Ordinal);
    }

    private async Task<IReadOnlyList<string>> IdsAsync(Shop shop, ProductFilter filter) =>
        [.. (await Node.ReadAsync(s => Products.ListAsync(s, shop.OwnerId, shop.Store.Id, Page.Whole, filter))).Select(row => row.Product.Id)];
}

public sealed class SqliteCatalogueListTests : CatalogueListTests<SqliteFixture>;

public sealed class PostgreSqlCatalogueListTests : CatalogueListTests<PostgreSqlFixture>;
