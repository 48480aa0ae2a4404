using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Sandbox;

/// <summary>What goes wrong on purpose goes wrong the same way every time, and nothing is lost by it.</summary>
public abstract class ChaosTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Receipts = "/api/v2/receipts";

    protected override bool IsStill => true;

    [Fact]
    public async Task The_same_seed_gives_the_same_answers_of_the_api()
    {
        var runs = new List<string>();
        foreach (var seed in new[] { 42, 42, 43 })
        {
            var tenant = await TenantAsync();
            await ChaosAsync(tenant, new { seed, api = new { rate429 = 0.3, rate500 = 0.3 } });
            var statuses = new List<int>();
            for (var call = 0; call < 40; call++)
            {
                statuses.Add((await tenant.App.GetAsync("/stores")).Status);
            }

            runs.Add(string.Join(' ', statuses));
            Assert.Equal([200, 429, 500], statuses.Distinct().Order());
        }

        Assert.Equal(runs[0], runs[1]);
        Assert.NotEqual(runs[0], runs[2]);
        Assert.DoesNotContain("InternalServerError", string.Join('\n', Server.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Set_anew_it_begins_anew()
    {
        var tenant = await TenantAsync();
        var runs = new List<string>();
        for (var run = 0; run < 2; run++)
        {
            await ChaosAsync(tenant, new { seed = 42, api = new { rate500 = 0.5 } });
            var statuses = new List<int>();
            for (var call = 0; call < 15; call++)
            {
                statuses.Add((await tenant.App.GetAsync("/stores")).Status);
            }

            runs.Add(string.Join(' ', statuses));
        }

        Assert.Equal(runs[0], runs[1]);
    }

    [Fact]
    public async Task Mishaps_speak_the_words_of_the_surface_and_spare_everything_but_the_rest_api()
    {
        var tenant = await TenantAsync();
        await ChaosAsync(tenant, new { seed = 1, api = new { rate500 = 1 } });

        Assert.Equal("internal_error", (string)(await tenant.App.GetAsync("/stores")).Expect(500).Json["code"]!);
        Assert.NotNull((await tenant.App.GetAsync("/api/v1/inventories/stores/search")).Expect(500).Json["errors"]);
        (await tenant.Owner.GetAsync(tenant.Manage("/stores"))).Expect(200);
        await ChaosAsync(tenant, new { seed = 1, api = new { rate429 = 1 } });
        foreach (var path in new[] { "/stores", "/api/v1/inventories/stores/search", $"/api/apps/{tenant.AppId}/events" })
        {
            var refused = (await tenant.App.GetAsync(path)).Expect(429);
            Assert.Equal("1", refused.Header("Retry-After"));
            Assert.Equal(refused.Header("Retry-After"), refused.Header("X-RateLimit-Reset"));
            Assert.Equal("0", refused.Header("X-RateLimit-Remaining"));
            Assert.Equal("1000000", refused.Header("X-RateLimit-Limit"));
        }

        (await tenant.Sandbox.DeleteAsync(Path(tenant))).Expect(204);

        (await tenant.App.GetAsync("/stores")).Expect(200);
        Assert.Equal(0, (int)(await tenant.Sandbox.GetAsync(Path(tenant))).Expect(200).Json["api"]!["rate429"]!);
    }

    [Fact]
    public async Task Every_delivery_may_come_twice_under_one_id()
    {
        var tenant = await TenantAsync();
        await ChaosAsync(tenant, new { seed = 1, webhooks = new { duplicate = 1 } });

        await SellAsync(tenant, 3);

        Assert.Equal(["sale-0", "sale-0", "sale-1", "sale-1", "sale-2", "sale-2"], Sales());
        Assert.Equal(3, Partner.At(Receipts).Select(told => told.WebhookId).Distinct().Count());
    }

    [Fact]
    public async Task Events_come_in_another_order_within_the_window_and_none_is_missing()
    {
        var orders = new List<string>();
        for (var run = 0; run < 2; run++)
        {
            await using var partner = await PartnerService.StartAsync();
            var tenant = await Tenant.CreateAsync(Server.Http, Tenant.AppOf(partner));
            var till = await tenant.OpenShopAsync();
            await tenant.SettleAsync();
            await ChaosAsync(tenant, new { seed = 7, webhooks = new { reorderWindow = 5 } });
            (await tenant.Publisher.PostAsync($"/manage/v1/apps/{tenant.AppId}/lanes/{tenant.OwnerId}.receipts/pause", new { })).Expect(200);
            await till.SendAsync(Documents(20));
            (await tenant.Publisher.PostAsync($"/manage/v1/apps/{tenant.AppId}/lanes/{tenant.OwnerId}.receipts/resume", new { })).Expect(200);
            await tenant.SettleAsync();

            var order = partner.At(Receipts).Select(told => (string)told.Json["data"]!["id"]!).ToList();
            orders.Add(string.Join(' ', order));
            var expected = Enumerable.Range(0, 20).Select(i => $"sale-{i}").ToList();
            Assert.Equal(expected.Order(StringComparer.Ordinal), order.Order(StringComparer.Ordinal));
            Assert.NotEqual(expected, order);
            Assert.All(order.Chunk(5), (some, at) => Assert.Equal(Enumerable.Range(at * 5, 5).Select(i => $"sale-{i}").Order(StringComparer.Ordinal), some.Order(StringComparer.Ordinal)));
            var inArrays = partner.At($"/api/v1/inventories/stores/{till.StoreId}/documents").SelectMany(told => told.Json.AsArray()).Select(document => (string)document!["uuid"]!).ToList();
            Assert.Equal(expected.Order(StringComparer.Ordinal), inArrays.Order(StringComparer.Ordinal));
            Assert.NotEqual(expected, inArrays);
            Assert.Equal(20, (await tenant.AttemptsAsync()).Count(attempt => (string)attempt["channel"]! == "receipts"));
        }

        Assert.Equal(orders[0], orders[1]);
    }

    [Fact]
    public async Task A_window_of_which_one_is_refused_goes_out_in_order_and_whole()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        await tenant.SettleAsync();
        await ChaosAsync(tenant, new { seed = 7, webhooks = new { reorderWindow = 5 } });
        Partner.On(Receipts, told => told.Call == 3 ? new Reply(400) : Reply.Ok);

        await till.SendAsync(Documents(5));
        await tenant.SettleAsync();
        await tenant.TurnAsync(new { advance = "PT10M" });

        var arrived = Partner.At(Receipts).Where(told => told.Answered == 200).Select(told => (string)told.Json["data"]!["id"]!).Distinct();
        Assert.Equal(5, arrived.Count());
    }

    [Fact]
    public async Task A_window_that_takes_longer_than_a_lease_is_sent_once()
    {
        await using var server = await ServerFixture.StartAsync(new TStore(), settings: [("Webhooks:Lease", "00:00:02"), ("Webhooks:PollInterval", "00:00:00.050")]);
        var tenant = await Tenant.CreateAsync(server.Http, Tenant.AppOf(Partner));
        var till = await tenant.OpenShopAsync();
        await ChaosAsync(tenant, new { seed = 7, webhooks = new { reorderWindow = 8, delayMs = 1000 } });

        await till.SendAsync(Documents(8));
        await tenant.SettleAsync();

        Assert.Equal(8, Partner.At(Receipts).Count);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_a_failed_attempt_and_everything_arrives_in_the_end()
    {
        var tenant = await TenantAsync();
        await ChaosAsync(tenant, new { seed = 3, webhooks = new { dropConnection = 0.5 } });

        await SellAsync(tenant, 10);
        await tenant.TurnAsync(new { advance = "PT1H" });

        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"sale-{i}"), Sales().Distinct());
        Assert.True(Sales().Count > 10, "Some requests arrive although their answer is lost.");
        Assert.Contains(await tenant.AttemptsAsync(), attempt => ((string?)attempt["error"])?.StartsWith("the connection broke", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData("""{"seed":"x"}""", "seed")]
    [InlineData("""{"seed":1.5}""", "seed")]
    [InlineData("""{"api":7}""", "api")]
    [InlineData("""{"api":{"rate429":1.5}}""", "api.rate429")]
    [InlineData("""{"api":{"rate500":-0.1}}""", "api.rate500")]
    [InlineData("""{"api":{"latencyMs":60001}}""", "api.latencyMs")]
    [InlineData("""{"webhooks":{"duplicate":"often"}}""", "webhooks.duplicate")]
    [InlineData("""{"webhooks":{"reorderWindow":101}}""", "webhooks.reorderWindow")]
    [InlineData("""{"webhooks":{"delayMs":-1}}""", "webhooks.delayMs")]
    [InlineData("""{"webhooks":{"delayMs":30001}}""", "webhooks.delayMs")]
    [InlineData("""{"webhooks":{"dropConnection":2}}""", "webhooks.dropConnection")]
    public async Task Chaos_that_makes_no_sense_is_refused_by_name(string chaos, string subject)
    {
        var tenant = await TenantAsync();

        var refused = (await tenant.Sandbox.SendAsync(HttpMethod.Put, Path(tenant), Caller.ContentOf(chaos))).Expect(400);

        Assert.Equal(subject, (string)refused.Json["violations"]![0]!["subject"]!);
    }

    [Fact]
    public async Task There_is_no_chaos_for_nobody()
    {
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Put, HttpMethod.Delete })
        {
            (await Anybody.SendAsync(method, "/sandbox/tenants/01-000000000999999/chaos", method == HttpMethod.Put ? Caller.ContentOf("{}") : null)).Expect(404);
        }
    }

    private static string Path(Tenant tenant) => $"/sandbox/tenants/{tenant.OwnerId}/chaos";

    private static async Task ChaosAsync(Tenant tenant, object chaos) =>
        (await tenant.Sandbox.SendAsync(HttpMethod.Put, Path(tenant), Caller.ContentOf(chaos))).Expect(200);

    private static async Task SellAsync(Tenant tenant, int number)
    {
        await (await tenant.OpenShopAsync()).SendAsync(Documents(number));
        await tenant.SettleAsync();
    }

    private static JsonObject[] Documents(int number) => [.. Enumerable.Range(0, number).Select(i => Goods.Document("SELL", "tea-1", 1, $"sale-{i}"))];

    private IReadOnlyList<string> Sales() => [.. Partner.At(Receipts).Select(told => (string)told.Json["data"]!["id"]!)];
}

public sealed class SqliteChaosTests : ChaosTests<SqliteFixture>;

public sealed class PostgreSqlChaosTests : ChaosTests<PostgreSqlFixture>;
