using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Publisher;

/// <summary>Publishers hear of stock that moves, as of goods.</summary>
public abstract class StockEventsTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private Tenant _tenant = null!;
    private Till _till = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _tenant = await TenantAsync();
        _till = await _tenant.OpenShopAsync();
        await _tenant.UploadAsync(_till.StoreId, "Tea-1", quantity: 100);
        await _tenant.UploadAsync(_till.StoreId, "coffee", quantity: 5);
    }

    [Theory]
    [InlineData("/api/apps", "Product", true)]
    [InlineData("/apps", "product", false)]
    public async Task A_sale_and_a_count_are_told_as_changes_of_stock(string root, string type, bool hasSource)
    {
        var before = (await ItemsAsync("type=Product", root)).Count;
        await _till.SendAsync(Goods.Document("SELL", "tea-1", 2.5m));
        var count = Goods.Document("INVENTORY", "coffee", 5);
        count["body"]!["complete_inventory"] = false;
        await _till.SendAsync(count); // There are as many as there were said to be.
        count = Goods.Document("INVENTORY", "coffee", 3);
        count["body"]!["complete_inventory"] = false;
        await _till.SendAsync(count);

        var told = (await ItemsAsync("type=Product", root))[before..];
        Assert.Equal([type, type], told.Select(item => (string)item["type"]!));
        Assert.All(told, item => Assert.Equal(("updated", hasSource ? "DEVICE" : null), ((string)item["action"]!, (string?)item["source"])));
        Assert.Equal(
            $$$"""{"id":"Tea-1","store_id":"{{{_till.StoreId}}}","user_id":"{{{_tenant.OwnerId}}}","quantity":97.500}""", told[0]["payload"]!.ToJsonString());
        Assert.Equal(
            $$$"""{"id":"coffee","store_id":"{{{_till.StoreId}}}","user_id":"{{{_tenant.OwnerId}}}","quantity":3}""", told[1]["payload"]!.ToJsonString());
        foreach (var item in told)
        {
            var one = (await _tenant.Publisher.GetAsync($"{root}/{_tenant.AppId}/events/{item["id"]}")).Expect(200).Json;
            Assert.Equal(item.ToJsonString(), one.ToJsonString());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("type=Product")]
    [InlineData("type=Document,Store")]
    public async Task Pages_neither_lose_nor_repeat_what_one_document_moved(string types)
    {
        await _till.SendAsync(SaleOfBoth(), SaleOfBoth());
        await _till.SendAsync(SaleOfBoth());

        var whole = await ItemsAsync(types + "&limit=1000");
        foreach (var limit in new[] { 1, 2, 3 })
        {
            var seen = new List<JsonNode>();
            for (var cursor = ""; ;)
            {
                var page = (await _tenant.Publisher.GetAsync(_tenant.Events(types + $"&limit={limit}{cursor}"))).Expect(200).Json;
                seen.AddRange(page["items"]!.AsArray().Select(item => item!));
                if ((string?)page["paging"]?["next_cursor"] is not { } next)
                {
                    break;
                }

                cursor = "&cursor=" + Uri.EscapeDataString(next);
            }

            Assert.Equal(whole.Select(item => item.ToJsonString()), seen.Select(item => item.ToJsonString()));
        }

        Assert.Equal(whole.Count, whole.Select(item => (string)item["id"]!).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(types.Contains("Document", StringComparison.Ordinal) ? 0 : 6, whole.Count(item => item["payload"]!.AsObject().Count == 4 && (string)item["type"]! == "Product"));
    }

    [Fact]
    public async Task Without_the_right_to_quantities_nothing_is_told_of_them()
    {
        var tenant = await Tenant.CreateAsync(
            Server.Http, new { name = "Reader", rights = new JsonArray("event:read", "product:read", "document:read") });
        var till = await tenant.OpenShopAsync();
        await till.MakeAsync(Goods.V2("tea-1"));
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1));

        var items = (await tenant.Publisher.GetAsync(tenant.Events("limit=100"))).Expect(200).Json["items"]!.AsArray();
        Assert.Equal(["Product", "Document"], items.Select(item => (string)item!["type"]!));
    }

    private static JsonObject SaleOfBoth()
    {
        var sale = Goods.Document("SELL", "tea-1", 1);
        sale["body"]!["positions"]!.AsArray().Add(Goods.Document("SELL", "coffee", 1)["body"]!["positions"]![0]!.DeepClone());
        return sale;
    }

    private async Task<List<JsonNode>> ItemsAsync(string query, string root = "/api/apps") =>
        [.. (await _tenant.Publisher.GetAsync(_tenant.Events(query, root))).Expect(200).Json["items"]!.AsArray().Select(item => item!)];
}

public sealed class SqliteStockEventsTests : StockEventsTests<SqliteFixture>;

public sealed class PostgreSqlStockEventsTests : StockEventsTests<PostgreSqlFixture>;
