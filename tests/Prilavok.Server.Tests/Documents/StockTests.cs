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

    [Theory]
    [InlineData("SELL")]
    [InlineData("PAYBACK")]
    [InlineData("ACCEPT")]
    [InlineData("WRITE_OFF")]
    [InlineData("INVENTORY")]
    public async Task A_negative_quantity_is_kept_as_it_came_and_moves_nothing(string type)
    {
        var document = Goods.Document(type, Tea, -4);
        document["body"]!["complete_inventory"] = true;

        Assert.Single((await _till.SendAsync(document)).Accepted);
        Assert.Equal("100.0", await QuantityAsync(Tea));

        document["body"]!["sum"] = 1; // Taken back, it moves nothing either.
        Assert.Single((await _till.SendAsync(document)).Accepted);
        Assert.Equal("100.0", await QuantityAsync(Tea));
        var kept = (await _tenant.App.GetAsync($"/stores/{_till.StoreId}/documents/{document["id"]}")).Expect(200).Json;
        Assert.Equal("-4", kept["body"]!["positions"]![0]!["quantity"]!.ToJsonString());
    }

    [Fact]
    public async Task A_negative_line_of_a_sale_is_not_taken_off_the_others()
    {
        var sale = Goods.Document("SELL", Tea, 2);
        sale["body"]!["positions"]!.AsArray().Add(Goods.Document("SELL", Tea, -5)["body"]!["positions"]![0]!.DeepClone());

        await _till.SendAsync(sale);

        Assert.Equal("98.0", await QuantityAsync(Tea));
    }

    [Theory]
    [InlineData("ACCEPT", "999999999999.999")]
    [InlineData("SELL", "-999999999999.999")]
    public async Task The_largest_quantities_in_hundreds_of_lines_leave_lists_that_can_be_read(string type, string left)
    {
        var document = Goods.Document(type, Tea, 999_999_999_999.999m);
        var positions = document["body"]!["positions"]!.AsArray();
        var line = new JsonObject { ["product_id"] = Tea, ["quantity"] = 999_999_999_999.999m };
        while (positions.Count < 900)
        {
            positions.Add(line.DeepClone());
        }

        document["body"]!["sum"] = 1;
        document["body"]!["result_sum"] = 1;
        Assert.Single((await _till.SendAsync(document)).Accepted);
        await _till.SendAsync(Goods.Document(type, Tea, 999_999_999_999.999m));

        Assert.Equal(left, await QuantityAsync(Tea));
        var v2 = (await _tenant.App.GetAsync($"/stores/{_till.StoreId}/products")).Expect(200).Json;
        Assert.Equal(left, v2["items"]![0]!["quantity"]!.ToJsonString());
        (await _tenant.App.GetAsync($"/api/v1/inventories/stores/{_till.StoreId}/products")).Expect(200);
        Assert.NotEmpty((await _till.ChangesAsync(0)).Changes);
        await _till.SendAsync(Goods.Document(type, Tea, 1));
        Assert.Equal(left, await QuantityAsync(Tea));
    }

    [Fact]
    public async Task A_list_that_was_answered_before_a_sale_is_another_after_it()
    {
        var list = $"/stores/{_till.StoreId}/products";
        var before = (await _tenant.App.GetAsync(list)).Expect(200);
        await _till.SendAsync(Goods.Document("SELL", Tea, 1));
        var after = (await _tenant.App.GetAsync(list)).Expect(200);

        Assert.NotEqual(before.Text, after.Text);
        Assert.NotEqual((string)before.Json["items"]![0]!["updated_at"]!, (string)after.Json["items"]![0]!["updated_at"]!);
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
