using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.TerminalGateway;

public abstract class TerminalProductsTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task New_goods_are_told_by_POST_and_changed_ones_by_PUT()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();

        await till.MakeAsync(Goods.V2("tea-1", 10), Goods.V2("tea-2", 20));
        await tenant.SettleAsync();
        await till.MakeAsync(Goods.V2("tea-1", 12.5m));
        await tenant.SettleAsync();

        var told = Partner.At($"/api/v1/inventories/stores/{till.StoreId}/products");
        Assert.Equal(["POST", "PUT"], told.Select(received => received.Method));
        Assert.Equal(["tea-1", "tea-2"], told[0].Json.AsArray().Select(product => (string)product!["uuid"]!));
        Assert.Equal("12.50", told[1].Json[0]!["price"]!.ToJsonString());
    }

    [Fact]
    public async Task The_same_goods_again_are_no_news()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        await till.MakeAsync(Goods.V2("tea-1"));
        await till.MakeAsync(Goods.V2("tea-1"));
        await tenant.SettleAsync();

        Assert.Single(Partner.At($"/api/v1/inventories/stores/{till.StoreId}/products"));
    }

    [Fact]
    public async Task What_the_service_uploads_itself_is_not_told_to_it()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        await tenant.UploadAsync(till.StoreId, "tea-1");
        await till.MakeAsync(Goods.V2("tea-2"));
        await tenant.SettleAsync();

        var told = Assert.Single(Partner.At($"/api/v1/inventories/stores/{till.StoreId}/products"));
        Assert.Equal("tea-2", (string)Assert.Single(told.Json.AsArray())!["uuid"]!);
    }

    [Fact]
    public async Task A_group_made_on_a_terminal_comes_out_as_one()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        var tea = Goods.V2("tea-1");
        tea["parent_id"] = "drinks";
        await till.MakeAsync(new JsonObject { ["id"] = "drinks", ["name"] = "Drinks", ["group"] = true }, tea);
        var products = (await tenant.App.GetAsync($"/api/v1/inventories/stores/{till.StoreId}/products")).Expect(200).Json.AsArray();

        Assert.Equal([("drinks", true, null), ("tea-1", false, "drinks")], products
            .Select(p => ((string)p!["uuid"]!, (bool)p["group"]!, (string?)p["parentUuid"]))
            .OrderBy(p => p.Item1, StringComparer.Ordinal));
    }

    [Fact]
    public async Task One_faulty_product_keeps_all_of_them_out()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        var faulty = Goods.V2("tea-2");
        faulty["price"] = -1;

        var answer = (await till.Caller.PostAsync("/terminal/v1/products", new[] { Goods.V2("tea-1"), faulty })).Expect(400);

        Assert.Equal("[1].price", (string)answer.Json["violations"]![0]!["subject"]!);
        Assert.Equal("[]", (await tenant.App.GetAsync($"/api/v1/inventories/stores/{till.StoreId}/products")).Expect(200).Text);
    }
}

public sealed class SqliteTerminalProductsTests : TerminalProductsTests<SqliteFixture>;

public sealed class PostgreSqlTerminalProductsTests : TerminalProductsTests<PostgreSqlFixture>;
