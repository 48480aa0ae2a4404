using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.TerminalGateway;

/// <summary>The tills of a store hear what others sell.</summary>
public abstract class StockChangesTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private Tenant _tenant = null!;
    private Till _till = null!;
    private Till _other = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _tenant = await TenantAsync();
        _till = await _tenant.OpenShopAsync();
        _other = await _tenant.AddTillAsync(_till.StoreId);
        await _tenant.UploadAsync(_till.StoreId, "Tea-1", quantity: 100);
        await _tenant.UploadAsync(_till.StoreId, "coffee", quantity: 5);
    }

    [Fact]
    public async Task A_waiting_till_is_answered_when_another_sells()
    {
        var elsewhere = await _tenant.OpenShopAsync();
        await _tenant.UploadAsync(elsewhere.StoreId, "Tea-1", quantity: 100);
        var (_, next) = await _other.ChangesAsync(0);

        var waiting = _other.ChangesAsync(next, wait: 30);
        await _till.SendAsync(Goods.Document("SELL", "tea-1", 2.5m));

        var change = Assert.Single((await waiting).Changes);
        Assert.Equal($$$"""{"seq":{{{next + 1}}},"kind":"stock","id":"Tea-1","data":{"quantity":97.500}}""", change.ToJsonString());
        Assert.Empty((await elsewhere.ChangesAsync(next)).Changes);
    }

    [Fact]
    public async Task However_much_moved_each_product_is_told_once_by_what_there_is_now()
    {
        var (_, next) = await _other.ChangesAsync(0);
        await _till.SendAsync(Goods.Document("SELL", "tea-1", 1), Goods.Document("SELL", "coffee", 1));
        await _tenant.UploadAsync(_till.StoreId, "sugar");
        await _till.SendAsync(Goods.Document("SELL", "tea-1", 1));

        var (changes, after) = await _other.ChangesAsync(next);
        Assert.Equal(
            [(next + 2, "stock", "coffee", "4"), (next + 3, "product", "sugar", "0"), (next + 4, "stock", "Tea-1", "98")],
            changes.Select(c => ((long)c["seq"]!, (string)c["kind"]!, (string)c["id"]!, c["data"]!["quantity"]!.ToJsonString())));
        Assert.Equal(next + 4, after);
        Assert.Empty((await _other.ChangesAsync(after)).Changes);

        var whole = (await _other.ChangesAsync(0)).Changes;
        Assert.Equal(2, whole.Count(change => (string)change["kind"]! == "stock"));
    }

    [Fact]
    public async Task A_count_of_more_goods_than_one_answer_tells_of_is_told_whole_and_once()
    {
        var many = Enumerable.Range(0, 1_100).Select(i => $"good-{i:D4}").ToList();
        (await _tenant.App.PostAsync(
            $"/api/v1/inventories/stores/{_till.StoreId}/products", new JsonArray([.. many.Select(id => Goods.V1(id, quantity: 7))]))).Expect(200);
        var next = await EndAsync();
        await _till.SendAsync(Goods.Document("SELL", "tea-1", 1));
        var count = Goods.Document("INVENTORY", "coffee", 3);
        await _till.SendAsync(count);
        await _till.SendAsync(Goods.Document("SELL", "tea-1", 1));

        var told = new List<JsonNode>();
        for (var end = false; !end;)
        {
            var (changes, after) = await _other.ChangesAsync(next);
            told.AddRange(changes);
            end = after == next;
            next = after;
        }

        Assert.Equal([.. many.Append("coffee").Append("Tea-1").Order(StringComparer.Ordinal)], told.Select(c => (string)c["id"]!).Order(StringComparer.Ordinal));
        Assert.Equal("-1", told[^1]["data"]!["quantity"]!.ToJsonString());
    }

    [Fact]
    public async Task A_sale_is_no_webhook_about_goods()
    {
        await _tenant.SettleAsync();
        var told = Partner.At($"/api/v1/inventories/stores/{_till.StoreId}/products").Count;
        await _till.SendAsync(Goods.Document("SELL", "tea-1", 2));
        await _tenant.SettleAsync();

        Assert.Equal(told, Partner.At($"/api/v1/inventories/stores/{_till.StoreId}/products").Count);
    }

    private async Task<long> EndAsync()
    {
        for (var next = 0L; ;)
        {
            var (_, after) = await _other.ChangesAsync(next);
            if (after == next)
            {
                return next;
            }

            next = after;
        }
    }
}

public sealed class SqliteStockChangesTests : StockChangesTests<SqliteFixture>;

public sealed class PostgreSqlStockChangesTests : StockChangesTests<PostgreSqlFixture>;
