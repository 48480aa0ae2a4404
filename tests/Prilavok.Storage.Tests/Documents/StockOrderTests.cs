using Prilavok.Core;
using Prilavok.Core.Catalog;
using Prilavok.Core.Documents;
using Prilavok.Core.Log;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Documents;

/// <summary>What documents do to the stock does not depend on the order in which they come, and is told.</summary>
public abstract class StockOrderTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task Documents_that_come_in_any_order_add_up_to_what_happened()
    {
        for (var seed = 0; seed < 25; seed++)
        {
            var shop = await OpenAsync();
            var start = await LevelsAsync(shop);
            var head = await HeadAsync(shop);
            var history = StockHistory.Of(seed, Now);
            var random = new Random(seed);
            for (var left = history.Arrivals; left.Count > 0;)
            {
                var some = random.Next(1, 4);
                await AcceptAsync(shop, [.. left.Take(some)]);
                left = [.. left.Skip(some)];
                Store.Clock.Advance(TimeSpan.FromMilliseconds(random.Next(3)));
            }

            var stock = await LevelsAsync(shop);
            Assert.Equal(
                history.Outcome(start).Select(level => (seed, level.Key, level.Value ?? 0)).Order(),
                stock.Select(level => (seed, level.Key, level.Value ?? 0)).Order());
            await IsToldAsync(shop, head, start, stock);
        }
    }

    [Fact]
    public async Task What_was_closed_before_a_count_and_comes_after_it_does_not_touch_what_was_counted()
    {
        var shop = await OpenAsync();
        await AcceptAsync(shop, Sales.Count("count", Ago(2), isComplete: true, ("a", 50_000)));
        await AcceptAsync(shop, Sales.Document("late", Ago(3), changes: [("a", -3_000), ("b", -1_000), ("none", -1_000)]));

        Assert.Equal([("a", 50_000), ("b", 0), ("none", 0L)], await StockAsync(shop));
    }

    [Fact]
    public async Task A_count_that_comes_late_does_not_undo_later_sales_nor_another_count()
    {
        var shop = await OpenAsync();
        await AcceptAsync(shop, Sales.Document("sale", Ago(1), changes: ("a", -3_000)));
        await AcceptAsync(shop, Sales.Count("count", Ago(2), isComplete: false, ("a", 53_000)));
        Assert.Equal(("a", 50_000), (await StockAsync(shop))[0]);

        await AcceptAsync(shop, Sales.Count("older", Ago(5), isComplete: true, ("a", 7_000)));
        Assert.Equal([("a", 50_000), ("b", 0), ("none", null)], await StockAsync(shop));
    }

    [Fact]
    public async Task Of_one_moment_the_order_of_arrival_counts_and_a_correction_keeps_its_place()
    {
        var shop = await OpenAsync();
        await AcceptAsync(shop, Sales.Document("before", Ago(1), changes: ("a", -3_000)));
        await AcceptAsync(shop, Sales.Count("count", Ago(1), isComplete: false, ("a", 40_000)));
        await AcceptAsync(shop, Sales.Document("after", Ago(1), changes: ("a", -1_000)));
        Assert.Equal(("a", 39_000), (await StockAsync(shop))[0]);

        await AcceptAsync(shop, Sales.Document("before", Ago(1), changes: ("a", -4_000)));
        await AcceptAsync(shop, Sales.Document("after", Ago(1), changes: ("a", -2_000)));
        await AcceptAsync(shop, Sales.Document("before", Ago(1), changes: ("a", -5_000)));
        await AcceptAsync(shop, Sales.Count("count", Ago(1), isComplete: false, ("a", 30_000)));
        Assert.Equal(("a", 28_000), (await StockAsync(shop))[0]);
    }

    [Fact]
    public async Task A_count_that_is_no_count_any_more_is_taken_back()
    {
        var shop = await OpenAsync();
        await AcceptAsync(shop, Sales.Count("d", Ago(3), isComplete: true, ("a", 1_000)));
        await AcceptAsync(shop, Sales.Document("late", Ago(4), changes: ("b", -500)));
        await AcceptAsync(shop, Sales.Document("d", Ago(3), "ACCEPT", changes: ("a", 2_000)));

        Assert.Equal([("a", 12_000), ("b", 19_500), ("none", null)], await StockAsync(shop));
    }

    [Fact]
    public async Task A_terminal_whose_clock_is_ahead_counts_when_its_count_comes()
    {
        var shop = await OpenAsync();
        await AcceptAsync(shop, Sales.Count("count", Now + TimeSpan.FromDays(30_000), isComplete: false, ("a", 50_000)));
        Store.Clock.Advance(TimeSpan.FromHours(1));
        await AcceptAsync(shop, Sales.Document("sale", Now, changes: ("a", -3_000)));

        Assert.Equal(("a", 47_000), (await StockAsync(shop))[0]);
    }

    [Fact]
    public async Task Who_sets_the_stock_is_undone_by_later_counts_only_and_later_arrivals_move_it()
    {
        var shop = await OpenAsync();
        await AcceptAsync(shop, Sales.Count("count", Ago(2), isComplete: false, ("a", 50_000)));
        await SetAsync(shop, 30_000);
        await AcceptAsync(shop, Sales.Document("late", Ago(3), changes: ("a", -1_000)));
        await AcceptAsync(shop, Sales.Count("older", Ago(1), isComplete: true, ("a", 7_000)));
        Assert.Equal([("a", 29_000), ("b", 0), ("none", null)], await StockAsync(shop));

        await AcceptAsync(shop, Sales.Count("count", Ago(2), isComplete: false, ("a", 60_000))); // It was undone before it was corrected.
        Assert.Equal(("a", 29_000), (await StockAsync(shop))[0]);

        Store.Clock.Advance(TimeSpan.FromHours(1));
        await AcceptAsync(shop, Sales.Count("next", Now, isComplete: false, ("a", 5_000)));
        Assert.Equal(("a", 5_000), (await StockAsync(shop))[0]);
    }

    [Fact]
    public async Task A_name_that_is_changed_sets_no_stock_and_a_quantity_does()
    {
        var shop = await OpenAsync();
        await AcceptAsync(shop, Sales.Count("count", Ago(2), isComplete: false, ("a", 50_000)));
        await PutAsync(shop, Goods("a", 50_000) with { Name = "Green" });
        await AcceptAsync(shop, Sales.Document("late", Ago(3), changes: ("a", -1_000)));
        Assert.Equal(("a", 50_000), (await StockAsync(shop))[0]);

        await PutAsync(shop, Goods("a", 10_000));
        await AcceptAsync(shop, Sales.Document("later", Ago(3), changes: ("a", -1_000)));
        Assert.Equal(("a", 9_000), (await StockAsync(shop))[0]);
    }

    [Fact]
    public async Task A_complete_count_knows_nothing_of_what_was_made_after_it_came()
    {
        var shop = await OpenAsync();
        await AcceptAsync(shop, Sales.Count("count", Ago(2), isComplete: true, ("a", 50_000)));
        Store.Clock.Advance(TimeSpan.FromHours(1));
        await PutAsync(shop, Goods("new", 5_000));
        await AcceptAsync(shop, Sales.Count("count", Ago(2), isComplete: true, ("b", 50_000)));

        Assert.Equal([("a", 0), ("b", 50_000), ("none", null), ("new", 5_000)], await StockAsync(shop));
    }

    [Fact]
    public async Task What_is_there_moves_only_when_it_changes()
    {
        var shop = await OpenAsync();
        Store.Clock.Advance(TimeSpan.FromHours(1));
        var head = await HeadAsync(shop);
        await AcceptAsync(shop, Sales.Count("count", Ago(2), isComplete: false, ("a", 10_000)));
        await AcceptAsync(shop, Sales.Document("late", Ago(3), changes: ("a", -1_000)));

        Assert.Empty((await ToldAsync(shop, head)).SelectMany(e => e.Stock));
        Assert.Empty(await Node.ReadAsync(s => Stock.MovedAsync(s, shop.OwnerId, shop.Store.Id, 0, long.MaxValue, 10)));
        Assert.All(await ListAsync(shop), product => Assert.NotEqual(Now, product.UpdatedAt));

        await AcceptAsync(shop, Sales.Document("sale", Ago(1), changes: ("A", -1_000)));
        Assert.Equal(new StockLevel(shop.Store.Id, "a", 9_000), Assert.Single((await ToldAsync(shop, head))[^1].Stock));
        Assert.Equal(["a"], (await ListAsync(shop)).Where(product => product.UpdatedAt == Now).Select(product => product.Id));
    }

    private IStock Stock => Node.Get<IStock>();

    /// <summary>The last word about each product is what there is of it, wherever one listens.</summary>
    private async Task IsToldAsync(Shop shop, long head, IReadOnlyDictionary<string, long?> start, IReadOnlyDictionary<string, long?> stock)
    {
        var told = start.ToDictionary(StringComparer.Ordinal);
        foreach (var level in (await ToldAsync(shop, head)).SelectMany(e => e.Stock))
        {
            told[level.ProductId] = level.Quantity;
        }

        Assert.Equal(stock.Select(level => (level.Key, level.Value ?? 0)).Order(), told.Select(level => (level.Key, level.Value ?? 0)).Order());
        var moved = await Node.ReadAsync(s => Stock.MovedAsync(s, shop.OwnerId, shop.Store.Id, head, long.MaxValue, 100));
        Assert.All(moved, one => Assert.Equal(stock[one.ProductId], one.Quantity));
        Assert.Superset(
            stock.Where(level => (level.Value ?? 0) != (start[level.Key] ?? 0)).Select(level => level.Key).ToHashSet(StringComparer.Ordinal),
            moved.Select(one => one.ProductId).ToHashSet(StringComparer.Ordinal));
    }

    private DateTimeOffset Ago(int hours) => Now - TimeSpan.FromHours(hours);

    private static Product Goods(string id, long? quantity) =>
        new() { StoreId = "", Id = id, IsGroup = id == "g", Name = id, Price = 100, Quantity = quantity };

    private async Task<Shop> OpenAsync()
    {
        var shop = await Shop.OpenAsync(Node);
        await PutAsync(shop, Goods("a", 10_000), Goods("b", 20_000), Goods("none", null), Goods("g", null));
        return shop;
    }

    private Task PutAsync(Shop shop, params Product[] products) =>
        Node.Get<ImportProducts>().HandleAsync(shop.OwnerId, Source.System, shop.Store.Id, products, WireFormat.V2, Ct);

    private Task SetAsync(Shop shop, long quantity) => Node.Get<SetQuantities>().HandleAsync(
        shop.OwnerId, Source.System, shop.Store.Id, new Dictionary<string, long> { ["a"] = quantity }, Ct);

    private Task AcceptAsync(Shop shop, params IncomingDocument[] documents) =>
        Node.Get<AcceptDocuments>().HandleAsync(shop.OwnerId, shop.Terminal, documents, Ct);

    private Task<LogSlice> ToldAsync(Shop shop, long after) =>
        Node.ReadAsync(s => Node.Log.ReadToldAsync(s, shop.OwnerId, after, [EventKind.Product], withStock: true, 1000));

    private Task<long> HeadAsync(Shop shop) => Node.ReadAsync(s => Node.Log.HeadAsync(s, shop.OwnerId));

    private async Task<IReadOnlyList<Product>> ListAsync(Shop shop) =>
        [.. (await Node.ReadAsync(s => Node.Get<IProducts>().ListAsync(s, shop.OwnerId, shop.Store.Id, Page.Whole, new ProductFilter(false, null))))
            .Select(row => row.Product)];

    private async Task<IReadOnlyList<(string, long?)>> StockAsync(Shop shop) =>
        [.. (await ListAsync(shop)).Select(product => (product.Id, product.Quantity))];

    private async Task<IReadOnlyDictionary<string, long?>> LevelsAsync(Shop shop) =>
        (await ListAsync(shop)).ToDictionary(product => product.Id, product => product.Quantity, StringComparer.Ordinal);
}

public sealed class SqliteStockOrderTests : StockOrderTests<SqliteFixture>;

public sealed class PostgreSqlStockOrderTests : StockOrderTests<PostgreSqlFixture>;
