using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Deliveries;

/// <summary>A publisher looks into one delivery, and for one document.</summary>
public abstract class DeliveryStoryTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Receipts = "/api/v2/receipts";

    protected override bool IsStill => true;

    [Fact]
    public async Task One_delivery_is_told_whole()
    {
        Partner.On(Receipts, told => told.Call == 1 ? new Reply(503, "no room " + new string('x', 10_000)) : Reply.Ok);
        var tenant = await TenantAsync();
        await (await tenant.OpenShopAsync()).SendAsync(Goods.Document("SELL", "tea-1", 1, "sale-1"));
        await tenant.SettleAsync();
        var id = Partner.At(Receipts)[0].WebhookId;

        var waiting = await FindAsync(tenant, id);
        Assert.Equal("waiting", (string)waiting["state"]!);
        Assert.NotNull(waiting["nextAttempt"]);
        Assert.StartsWith("no room x", (string)waiting["attempts"]![0]!["response"]!, StringComparison.Ordinal);
        Assert.Equal(4096, ((string)waiting["attempts"]![0]!["response"]!).Length);
        Assert.Equal(Partner.Url + Receipts, (string)waiting["attempts"]![0]!["url"]!);
        await tenant.TurnAsync(new { toNext = true });

        var delivered = await FindAsync(tenant, id);
        Assert.Equal(("delivered", tenant.OwnerId, "receipts"), ((string)delivered["state"]!, (string)delivered["ownerId"]!, (string)delivered["channel"]!));
        Assert.Equal([503, 200], delivered["attempts"]!.AsArray().Select(attempt => (int)attempt!["statusCode"]!));
        var request = delivered["request"]!;
        Assert.Equal(("POST", Partner.Url + Receipts, "Basic …"), ((string)request["method"]!, (string)request["url"]!, (string)request["authorization"]!));
        Assert.Equal(Partner.At(Receipts)[1].Body, (string)request["body"]!);
        Assert.Contains("It bears the service token of the app.", Why(delivered));
        Assert.Contains("2 attempts were made; the last one arrived.", Why(delivered));
    }

    [Fact]
    public async Task What_was_parked_paused_and_given_up_says_so()
    {
        Partner.On(Receipts, told => new Reply((string)told.Json["data"]!["id"]! == "bad" ? 400 : 200));
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "bad"));
        await tenant.TurnAsync(new { advance = "PT5M" });
        var id = Partner.At(Receipts)[0].WebhookId;
        Assert.Equal("parked", (string)(await FindAsync(tenant, id))["state"]!);

        await tenant.TurnAsync(new { advance = "P4D" });

        Assert.Equal("dead", (string)(await FindAsync(tenant, id))["state"]!);
        var dead = Assert.Single((await ListAsync(tenant, "?status=dead"))["dead"]!.AsArray());
        Assert.Equal(("receipts", "answered 400"), ((string)dead!["channel"]!, (string)dead["error"]!));
        Assert.Empty((await ListAsync(tenant, "?status=dead&channel=documents"))["dead"]!.AsArray());
    }

    [Fact]
    public async Task What_waits_is_listed_with_its_lane_and_a_document_is_found_in_all_of_it()
    {
        Partner.On(Receipts, _ => new Reply(503));
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "sale-1"));
        await tenant.SettleAsync();
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "sale-2"));
        await tenant.SettleAsync();

        var queued = Assert.Single((await ListAsync(tenant, "?status=queued"))["queued"]!.AsArray());
        Assert.Equal(($"{tenant.OwnerId}.receipts", "resting"), ((string)queued!["id"]!, (string)queued["state"]!));
        Assert.NotNull(queued["nextAttempt"]);
        Assert.Equal(["documents 200", "receipts 503"], Words(await ListAsync(tenant, "?documentId=sale-1")));
        Assert.Equal(["documents 200"], Words(await ListAsync(tenant, "?documentId=SALE-2"))); // Its receipt waits behind the first.
        Assert.Single((await ListAsync(tenant, "?documentId=sale-2"))["queued"]!.AsArray());
        Assert.Empty(Words(await ListAsync(tenant, "?documentId=sale-9")));
        Assert.Empty(Words(await ListAsync(tenant, "?documentId=sale-1&ownerId=01-000000000999999")));
    }

    [Fact]
    public async Task Nobody_sees_anothers_deliveries()
    {
        var tenant = await TenantAsync();
        await (await tenant.OpenShopAsync()).SendAsync(Goods.Document("SELL", "tea-1", 1, "sale-1"));
        await tenant.SettleAsync();
        var id = Partner.At(Receipts)[0].WebhookId;
        await using var partner = await PartnerService.StartAsync();
        var other = await Tenant.CreateAsync(Server.Http, Tenant.AppOf(partner));

        (await other.Publisher.GetAsync($"/manage/v1/deliveries/{id}")).Expect(404);
        (await tenant.Owner.GetAsync($"/manage/v1/deliveries/{id}")).Expect(401);
        (await tenant.Publisher.GetAsync($"/manage/v1/deliveries/{Guid.CreateVersion7()}")).Expect(404);
        (await tenant.Publisher.GetAsync("/manage/v1/deliveries/nothing")).Expect(404);
    }

    private static async Task<JsonNode> FindAsync(Tenant tenant, string id) =>
        (await tenant.Publisher.GetAsync($"/manage/v1/deliveries/{id}")).Expect(200).Json;

    private static async Task<JsonNode> ListAsync(Tenant tenant, string query) =>
        (await tenant.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}/deliveries{query}")).Expect(200).Json;

    private static IEnumerable<string> Why(JsonNode story) => story["why"]!.AsArray().Select(sentence => (string)sentence!);

    private static IEnumerable<string> Words(JsonNode list) =>
        list["items"]!.AsArray().Select(item => $"{item!["channel"]} {item["statusCode"]}").Order(StringComparer.Ordinal);
}

public sealed class SqliteDeliveryStoryTests : DeliveryStoryTests<SqliteFixture>;

public sealed class PostgreSqlDeliveryStoryTests : DeliveryStoryTests<PostgreSqlFixture>;
