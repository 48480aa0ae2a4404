using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Documents;

/// <summary>What each kind of document does to the stock, once however often it is sent.</summary>
public abstract class StockTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Tea = "tea-1";

    private Tenant _tenant = null!;
    private Till _till = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _tenant = await TenantAsync();
        _till = await _tenant.OpenShopAsync();
        await _tenant.UploadAsync(_till.StoreId, Tea, price: 10, quantity: 100);
    }

    [Theory]
    [InlineData("SELL", "97.5")]
    [InlineData("PAYBACK", "102.5")]
    [InlineData("BUY", "102.5")]
    [InlineData("BUYBACK", "97.5")]
    [InlineData("ACCEPT", "102.5")]
    [InlineData("RETURN", "97.5")]
    [InlineData("WRITE_OFF", "97.5")]
    [InlineData("OPEN_TARE", "97.5")]
    [InlineData("CORRECTION", "100.0")]
    public async Task Goods_leave_or_come(string type, string left)
    {
        var document = Goods.Document(type, Tea, 2.5m);

        await _till.SendAsync(document);
        await _till.SendAsync(document, document.DeepClone());
        await _till.SendAsync(document);

        Assert.Equal(left, await QuantityAsync(Tea));
    }

    [Fact]
    public async Task One_product_in_several_positions_moves_by_all_of_them()
    {
        var sale = Goods.Document("SELL", Tea, 2);
        var positions = sale["body"]!["positions"]!.AsArray();
        positions.Add(positions[0]!.DeepClone());
        positions.Add(new JsonObject { ["product_name"] = "At a free price", ["quantity"] = 5 });

        await _till.SendAsync(sale);

        Assert.Equal("96.0", await QuantityAsync(Tea));
    }

    [Fact]
    public async Task The_stock_may_fall_below_nothing()
    {
        await _till.SendAsync(Goods.Document("SELL", Tea, 100.5m));

        Assert.Equal("-0.5", await QuantityAsync(Tea));
    }

    [Fact]
    public async Task A_partial_count_sets_what_was_counted()
    {
        await _tenant.UploadAsync(_till.StoreId, "tea-2", quantity: 7);
        var count = Counted(isComplete: false);

        await _till.SendAsync(count);
        await _till.SendAsync(Goods.Document("SELL", Tea, 10));
        await _till.SendAsync(count);

        Assert.Equal("50.0", await QuantityAsync(Tea)); // The count is not applied again.
        Assert.Equal("7.0", await QuantityAsync("tea-2"));
    }

    [Fact]
    public async Task A_complete_count_leaves_nothing_of_what_was_not_counted()
    {
        await _tenant.UploadAsync(_till.StoreId, "tea-2", quantity: 7);
        var elsewhere = await _tenant.AddStoreAsync();
        await _tenant.UploadAsync(elsewhere, "tea-2", quantity: 3);

        await _till.SendAsync(Counted(isComplete: true));

        Assert.Equal("60.0", await QuantityAsync(Tea));
        Assert.Equal("0.0", await QuantityAsync("tea-2"));
        Assert.Equal("3.0", await _tenant.QuantityAsync(elsewhere, "tea-2"));
    }

    [Fact]
    public async Task A_revaluation_sets_the_price_and_reaches_the_other_terminals_and_the_service()
    {
        var other = await _tenant.AddTillAsync(_till.StoreId);
        var (_, next) = await other.ChangesAsync(0);
        var document = Goods.Document("REVALUATION", Tea, 0);
        document["body"] = new JsonObject
        {
            ["positions"] = new JsonArray(new JsonObject
            {
                ["product_id"] = Tea,
                ["price"] = new JsonObject { ["before"] = 10, ["after"] = 129.9, ["accept"] = 7 },
            }),
        };

        await _till.SendAsync(document);
        await _till.SendAsync(document);
        await _tenant.SettleAsync();

        var change = Assert.Single((await other.ChangesAsync(next)).Changes);
        Assert.Equal("129.90", change["data"]!["price"]!.ToJsonString());
        var products = (await _tenant.App.GetAsync($"/api/v1/inventories/stores/{_till.StoreId}/products")).Expect(200).Json;
        Assert.Equal("129.90", products[0]!["price"]!.ToJsonString());
        var told = Assert.Single(Partner.At($"/api/v1/inventories/stores/{_till.StoreId}/products"));
        Assert.Equal("PUT", told.Method);
        Assert.Equal("129.90", told.Json[0]!["price"]!.ToJsonString());
        Assert.Equal("100.0", await QuantityAsync(Tea));
    }

    [Fact]
    public async Task Goods_nobody_knows_are_sold_all_the_same()
    {
        var taken = await _till.SendAsync(Goods.Document("SELL", "never-heard-of", 1));

        Assert.Single(taken.Accepted);
        Assert.Equal("100.0", await QuantityAsync(Tea));
    }

    [Theory]
    [InlineData("false")]
    [InlineData("\"false\"")]
    [InlineData("\"False\"")]
    [InlineData("0")]
    [InlineData("\"0\"")]
    public async Task A_stock_taking_that_is_not_complete_empties_nothing_however_it_says_so(string isComplete)
    {
        var count = Counted(isComplete: false);
        count["body"]!["complete_inventory"] = JsonNode.Parse(isComplete);
        await _tenant.UploadAsync(_till.StoreId, "coffee", quantity: 30);

        Assert.Single((await _till.SendAsync(count)).Accepted);

        Assert.Equal("60.0", await QuantityAsync(Tea));
        Assert.Equal("30.0", await QuantityAsync("coffee"));
    }

    [Theory]
    [InlineData("\"no\"")]
    [InlineData("\"\"")]
    [InlineData("2")]
    [InlineData("[]")]
    public async Task A_stock_taking_with_a_word_for_its_completeness_is_rejected_and_moves_nothing(string isComplete)
    {
        var count = Counted(isComplete: false);
        count["body"]!["complete_inventory"] = JsonNode.Parse(isComplete);

        var rejected = Assert.Single((await _till.SendAsync(count)).Rejected);

        Assert.Equal("body.complete_inventory", (string)rejected["violations"]![0]!["subject"]!);
        Assert.Equal("100.0", await QuantityAsync(Tea));
    }

    private Task<string> QuantityAsync(string productId) => _tenant.QuantityAsync(_till.StoreId, productId);

    private static JsonObject Counted(bool isComplete)
    {
        var count = Goods.Document("INVENTORY", Tea, 60);
        count["body"]!["complete_inventory"] = isComplete;
        return count;
    }
}

public sealed class SqliteStockTests : StockTests<SqliteFixture>;

public sealed class PostgreSqlStockTests : StockTests<PostgreSqlFixture>;
