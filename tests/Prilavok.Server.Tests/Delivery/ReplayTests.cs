using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Delivery;

/// <summary>What was sent, or should have been, is sent once more: to the same service or to another address.</summary>
public abstract class ReplayTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Receipts = "/api/v2/receipts";

    private static readonly string[] OnlyReceipts = ["receipts"];

    private static readonly string[] OnlyDocuments = ["documents"];

    [Fact]
    public async Task Yesterdays_failed_receipts_go_to_another_address_under_the_same_ids()
    {
        await using var laptop = await PartnerService.StartAsync();
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        await till.SendAsync(Sales(0, 2)); // These arrive.
        await tenant.SettleAsync();
        Partner.On(Receipts, _ => new Reply(503));
        await till.SendAsync(Sales(2, 5)); // These do not.
        await tenant.SettleAsync();
        var refused = Partner.At(Receipts).Where(told => told.Answered == 503).ToList();
        var since = (await NowAsync(tenant)).AddMinutes(-5);
        await SteerAsync(tenant, "pause"); // Else a day of attempts goes by.
        await tenant.TurnAsync(new { advance = "P1D" });
        await till.SendAsync(Sales(7, 1)); // Today's is none of yesterday's.
        await tenant.SettleAsync();
        var order = new { since, until = since.AddHours(12), channels = OnlyReceipts, only = "failed", to = laptop.Url + "/mine" };

        var counted = await StartAsync(tenant, order, isDry: true);
        Assert.Null(counted["id"]);
        Assert.Empty(laptop.Received);
        var replay = await StartAsync(tenant, order);
        await tenant.SettleAsync();

        var got = laptop.At("/mine");
        Assert.Equal(["sale-2", "sale-3", "sale-4", "sale-5", "sale-6"], got.Select(IdOf));
        Assert.NotEmpty(refused);
        Assert.All(refused, told => Assert.Equal(got.Single(one => IdOf(one) == IdOf(told)).WebhookId, told.WebhookId)); // As when it failed.
        Assert.Equal((5, 5), ((int)counted["events"]!, (int)replay["events"]!));
        var done = await FindAsync(tenant, replay);
        Assert.Equal(("done", 5, 0), ((string)done["state"]!, (int)done["sent"]!, (int)done["failed"]!));

        var elsewhere = (await tenant.Publisher.GetAsync($"/manage/v1/deliveries/{got[0].WebhookId}")).Expect(200).Json;
        Assert.Equal("paused", (string)elsewhere["state"]!); // The service itself has not got it.

        // The service itself gets them too, once it is well, and under the same ids.
        Partner.On(Receipts, _ => Reply.Ok);
        await SteerAsync(tenant, "resume");
        await tenant.TurnAsync(new { advance = "PT2H" });
        var ids = Partner.At(Receipts).Where(told => told.Answered == 200).ToDictionary(IdOf, told => told.WebhookId);
        Assert.Equal(8, ids.Count);
        Assert.All(got, told => Assert.Equal(ids[IdOf(told)], told.WebhookId));
    }

    [Fact]
    public async Task Everything_of_a_time_is_sent_again_and_each_kind_to_its_own_address()
    {
        var tenant = await TenantAsync();
        var since = await NowAsync(tenant);
        var till = await tenant.OpenShopAsync();
        await till.SendAsync(Sales(0, 3));
        await tenant.SettleAsync();
        var before = Partner.Received.Select(told => $"{told.Method} {told.Path} {told.WebhookId} {told.Body}").ToList();

        var replay = await StartAsync(tenant, new { since, rate = 1000 });
        await tenant.SettleAsync();

        var again = Partner.Received.Skip(before.Count).Select(told => $"{told.Method} {told.Path} {told.WebhookId} {told.Body}").ToList();
        Assert.Equal(4, again.Count(told => !told.Contains("inventories", StringComparison.Ordinal)) + again.Count(told => told.Contains("documents", StringComparison.Ordinal)));
        Assert.Equal((int)replay["events"]!, (int)(await FindAsync(tenant, replay))["sent"]!);
        Assert.All(again.Where(told => told.Contains(Receipts, StringComparison.Ordinal)), told => Assert.Contains(told, before));
        Assert.Equal(3, again.Count(told => told.Contains(Receipts, StringComparison.Ordinal)));
        Assert.Contains(again, told => told.StartsWith("PUT /api/v1/inventories/devices", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_parked_and_given_up_counts_as_failed_and_what_arrived_does_not()
    {
        Partner.On(Receipts, told => (string)told.Json["data"]!["id"]! is "sale-1" ? new Reply(400) : Reply.Ok);
        var tenant = await TenantAsync();
        var since = await NowAsync(tenant);
        await (await tenant.OpenShopAsync()).SendAsync(Sales(0, 3));
        await tenant.TurnAsync(new { advance = "PT10M" });
        var order = new { since, channels = OnlyReceipts, only = "failed" };

        Assert.Equal(1, (int)(await StartAsync(tenant, order, isDry: true))["events"]!); // Parked.
        await tenant.TurnAsync(new { advance = "P4D" });
        Assert.Equal(1, (int)(await StartAsync(tenant, order, isDry: true))["events"]!); // Given up.

        Partner.On(Receipts, _ => Reply.Ok);
        var replay = await StartAsync(tenant, order);
        await tenant.SettleAsync();

        Assert.Equal("sale-1", IdOf(Partner.At(Receipts)[^1]));
        Assert.Equal(1, (int)(await FindAsync(tenant, replay))["sent"]!);
    }

    [Fact]
    public async Task Only_one_owners_events_are_sent_when_one_is_named()
    {
        var tenant = await TenantAsync();
        var since = await NowAsync(tenant);
        await (await tenant.OpenShopAsync()).SendAsync(Sales(0, 2));
        await tenant.SettleAsync();

        Assert.Equal(2, (int)(await StartAsync(tenant, new { since, channels = OnlyReceipts, ownerId = tenant.OwnerId }, isDry: true))["events"]!);
        Assert.Equal(0, (int)(await StartAsync(tenant, new { since, ownerId = "01-000000000999999" }, isDry: true))["events"]!);
        var nothing = await StartAsync(tenant, new { since = since.AddYears(1) });
        await tenant.SettleAsync();
        Assert.Equal(("done", 0), ((string)(await FindAsync(tenant, nothing))["state"]!, (int)nothing["events"]!));
    }

    [Fact]
    public async Task A_long_history_is_entered_where_the_time_begins()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        for (var day = 0; day < 4; day++)
        {
            await till.SendAsync(Sales(day * 150, 150));
            await tenant.TurnAsync(new { advance = "P1D" });
        }

        var start = (await NowAsync(tenant)).AddDays(-4);
        foreach (var (from, to, expected) in new[] { (0, 4, 600), (1, 2, 150), (2, 4, 300), (3, 4, 150) })
        {
            var order = new { since = start.AddDays(from).AddHours(-1), until = start.AddDays(to).AddHours(-1), channels = OnlyDocuments };
            Assert.Equal(expected, (int)(await StartAsync(tenant, order, isDry: true))["events"]!);
        }
    }

    [Fact]
    public async Task A_slow_replay_keeps_its_lease_while_it_rests()
    {
        await using var server = await ServerFixture.StartAsync(new TStore(), settings: [("Webhooks:Lease", "00:00:01"), ("Webhooks:PollInterval", "00:00:00.050")]);
        var tenant = await Tenant.CreateAsync(server.Http, Tenant.AppOf(Partner));
        await (await tenant.OpenShopAsync()).SendAsync(Sales(0, 3));
        await tenant.SettleAsync();
        var path = Partner.Received.Single(told => told.Path.EndsWith("/documents", StringComparison.Ordinal)).Path;

        var replay = await StartAsync(tenant, new { since = "2020-01-01T00:00:00Z", channels = OnlyDocuments, rate = 1 });
        await tenant.SettleAsync(); // One request of three events; then it rests three times as long as its lease.

        Assert.Equal(2, Partner.At(path).Count);
        Assert.Equal(3, (int)(await FindAsync(tenant, replay))["sent"]!);
    }

    [Fact]
    public async Task What_nobody_takes_is_given_up_after_three_attempts_and_told()
    {
        var tenant = await TenantAsync();
        await (await tenant.OpenShopAsync()).SendAsync(Sales(0, 1));
        await tenant.SettleAsync();

        var replay = await StartAsync(tenant, new { since = "2020-01-01T00:00:00Z", channels = OnlyReceipts, to = "http://127.0.0.1:1/" });
        await tenant.SettleAsync();

        var done = await FindAsync(tenant, replay);
        Assert.Equal(("done", 0, 1), ((string)done["state"]!, (int)done["sent"]!, (int)done["failed"]!));
        Assert.NotNull(done["lastError"]);
        Assert.Equal(3, (await tenant.AttemptsAsync()).Count(attempt => (string)attempt["channel"]! == "receipts" && attempt["error"] is not null));
    }

    [Fact]
    public async Task A_replay_that_is_stopped_sends_no_more()
    {
        var tenant = await TenantAsync();
        var since = await NowAsync(tenant);
        await (await tenant.OpenShopAsync()).SendAsync(Sales(0, 5));
        await tenant.SettleAsync();
        var before = Partner.At(Receipts).Count;
        var gate = new TaskCompletionSource();
        Partner.On(Receipts, _ => new Reply(200, After: gate.Task));
        var replay = await StartAsync(tenant, new { since, channels = OnlyReceipts });
        await Partner.WaitAsync("the first one", received => received.Count(told => told.Path == Receipts) > before);

        var path = $"/manage/v1/apps/{tenant.AppId}/replays/{(string)replay["id"]!}";
        (await tenant.Publisher.DeleteAsync(path)).Expect(204);
        gate.SetResult();
        await tenant.SettleAsync();

        Assert.Equal("stopped", (string)(await FindAsync(tenant, replay))["state"]!);
        Assert.Equal(before + 1, Partner.At(Receipts).Count);
        (await tenant.Publisher.DeleteAsync(path)).Expect(204);
        (await tenant.Publisher.DeleteAsync(path + "0")).Expect(404);
    }

    [Theory]
    [InlineData("""{}""", "since")]
    [InlineData("""{"since":"yesterday"}""", "since")]
    [InlineData("""{"since":7}""", "since")]
    [InlineData("""{"since":"2026-01-02","until":"2026-01-01"}""", "until")]
    [InlineData("""{"since":"2026-01-02","until":"soon"}""", "until")]
    [InlineData("""{"since":"2026-01-02","channels":["receipt"]}""", "channels")]
    [InlineData("""{"since":"2026-01-02","channels":"receipts"}""", "channels")]
    [InlineData("""{"since":"2026-01-02","only":"some"}""", "only")]
    [InlineData("""{"since":"2026-01-02","rate":0}""", "rate")]
    [InlineData("""{"since":"2026-01-02","rate":10001}""", "rate")]
    [InlineData("""{"since":"2026-01-02","rate":-1}""", "rate")]
    [InlineData("""{"since":"2026-01-02","rate":0.5}""", "rate")]
    [InlineData("""{"since":"2026-01-02","rate":"50"}""", "rate")]
    [InlineData("""{"since":"2026-01-02","channels":["receipts","Reciepts"]}""", "channels")]
    [InlineData("""{"since":"2026-01-02","channels":[""]}""", "channels")]
    [InlineData("""{"since":"2026-01-02","channels":[7]}""", "channels")]
    [InlineData("""{"since":"2026-01-02","ownerId":7}""", "ownerId")]
    [InlineData("""{"since":"2026-01-02","only":"FAILED"}""", "only")]
    [InlineData("""{"since":"2026-01-02","until":"2026-01-02"}""", "until")]
    [InlineData("""{"since":"2026-13-02"}""", "since")]
    [InlineData("""{"since":"2026-01-02","dryRun":"yes"}""", "dryRun")]
    [InlineData("""{"since":"2026-01-02","to":"laptop"}""", "to")]
    [InlineData("""{"since":"2026-01-02","to":"ftp://laptop.test/"}""", "to")]
    [InlineData("""{"since":"2026-01-02","to":"http://user:secret@laptop.test/"}""", "to")]
    public async Task An_order_that_makes_no_sense_is_refused_by_name(string order, string subject)
    {
        var tenant = await TenantAsync();

        var refused = (await tenant.Publisher.PostAsync($"/manage/v1/apps/{tenant.AppId}/replays", order)).Expect(400);

        Assert.Contains(subject, refused.Json["violations"]!.AsArray().Select(violation => (string)violation!["subject"]!));
    }

    [Fact]
    public async Task A_server_that_ends_in_the_middle_goes_on_where_it_was()
    {
        var store = new TStore();
        await using var server = await ServerFixture.StartAsync(store, settings: ("Webhooks:Lease", "00:00:02"));
        var tenant = await Tenant.CreateAsync(server.Http, Tenant.AppOf(Partner));
        await (await tenant.OpenShopAsync()).SendAsync(Sales(0, 6));
        await tenant.SettleAsync();
        var before = Partner.At(Receipts).Count;
        Partner.On(Receipts, told => told.Call == before + 3 ? Reply.Never : Reply.Ok);
        var replay = await StartAsync(tenant, new { since = "2020-01-01T00:00:00Z", channels = OnlyReceipts, rate = 1000 });
        await Partner.WaitAsync("the third one", received => received.Count(told => told.Path == Receipts) == before + 3);

        // Nobody answers for it any more: its lease is over, and it is taken up where it was.
        var claimed = await store.Node.Storage.WriteAsync(
            work => store.Node.Get<Core.Delivery.IReplays>().ClaimAsync(work, TimeProvider.System.GetUtcNow().AddMinutes(1), TimeSpan.FromMinutes(1)), CancellationToken.None);
        Assert.Equal((string)replay["id"]!, claimed!.Id);
        Assert.Equal(2, claimed.Sent);
        var lane = Assert.Single(await store.Node.ReadAsync(s => store.Node.Get<Core.Delivery.IReplays>().LanesAsync(s, claimed)));
        Assert.True(lane.Cursor > 0);
    }

    [Theory]
    [InlineData("""{"since":"2999-01-01"}""")]
    [InlineData("""{"since":"9999-12-31T23:59:59Z"}""")]
    [InlineData("""{"since":"0001-01-01","until":"1970-01-01"}""")]
    [InlineData("""{"since":"2020-01-01","channels":["roles"]}""")] // Without an address.
    [InlineData("""{"since":"2020-01-01","channels":["products"]}""")]
    [InlineData("""{"since":"2020-01-01","only":"failed"}""")]
    [InlineData("""{"since":"2020-01-01","ownerId":""}""")]
    [InlineData("""{"since":"2020-01-01","ownerId":"01-000000000999999"}""")]
    [InlineData("""{"since":"2020-01-01","ownerId":"' OR 1=1 --"}""")]
    public async Task An_order_that_nothing_falls_under_is_done_at_once_and_says_none(string text)
    {
        var tenant = await TenantAsync();
        await (await tenant.OpenShopAsync()).SendAsync(Sales(0, 2));
        await tenant.SettleAsync();
        var before = Partner.Received.Count;
        var order = JsonNode.Parse(text)!;

        Assert.Equal(0, (int)(await StartAsync(tenant, order, isDry: true))["events"]!);
        var replay = await StartAsync(tenant, order);

        Assert.Equal(("done", 0, 0), ((string)replay["state"]!, (int)replay["events"]!, (int)replay["sent"]!));
        Assert.Equal("done", (string)(await FindAsync(tenant, replay))["state"]!);
        await tenant.SettleAsync();
        Assert.Equal(before, Partner.Received.Count);
    }

    [Theory]
    [InlineData("""{"since":"0001-01-01","rate":10000}""")]
    [InlineData("""{"since":"1970-01-01","until":null,"channels":null,"ownerId":null,"only":null,"to":null,"rate":null}""")]
    [InlineData("""{"since":"2020-01-01","until":"9999-12-31","channels":[],"only":"all"}""")]
    public async Task The_whole_history_is_one_order(string text)
    {
        var tenant = await TenantAsync();
        await (await tenant.OpenShopAsync()).SendAsync(Sales(0, 2));
        await tenant.SettleAsync();
        var before = Partner.Received.Count;
        var order = JsonNode.Parse(text)!;

        // A store, a terminal, two documents and their receipts.
        Assert.Equal(6, (int)(await StartAsync(tenant, order, isDry: true))["events"]!);
        var replay = await StartAsync(tenant, order);
        await tenant.SettleAsync();

        Assert.Equal(6, (int)(await FindAsync(tenant, replay))["sent"]!);
        Assert.True(Partner.Received.Count > before);
    }

    [Fact]
    public async Task On_a_long_way_with_nothing_to_send_it_keeps_its_lease_and_its_place_and_who_lost_it_settles_nothing()
    {
        var store = new TStore();
        await using var server = await ServerFixture.StartAsync(store);
        Partner.On(Receipts, _ => new Reply(400));
        var tenant = await Tenant.CreateAsync(server.Http, new { name = "Receiver", urls = new { receipts = Partner.Url + Receipts } });
        var till = await tenant.OpenShopAsync();
        await till.SendAsync(Sales(0, 1));
        await tenant.TurnAsync(new { advance = "PT10M" }); // Parked: here the way begins.
        for (var part = 0; part < 3; part++)
        {
            await till.SendAsync([.. Enumerable.Range(0, 150).Select(i => Goods.Document("CASH_INCOME", "", 0))]);
        }

        await SteerAsync(tenant, "pause");
        await till.SendAsync(Sales(1, 1)); // Here it ends.
        await tenant.SettleAsync();
        await using var laptop = await PartnerService.StartAsync();
        laptop.On("/", told => IdOf(told) == "sale-1" ? Reply.Never : Reply.Ok);
        await StartAsync(tenant, new { since = "2020-01-01T00:00:00Z", channels = OnlyReceipts, only = "failed", to = laptop.Url + "/" });
        await laptop.WaitAsync("the last one", all => all.Any(told => IdOf(told) == "sale-1"));

        var (node, replays) = (store.Node, store.Node.Get<Core.Delivery.IReplays>());
        var later = TimeProvider.System.GetUtcNow().AddHours(1);
        var mine = (await node.WriteAsync(work => replays.ClaimAsync(work, later, TimeSpan.FromMinutes(1))))!;
        var lane = Assert.Single(await node.ReadAsync(s => replays.LanesAsync(s, mine)));
        Assert.True(lane.Cursor > lane.End - 200, $"It is kept to have come to {lane.Cursor} of {lane.End}.");

        var theirs = (await node.WriteAsync(work => replays.ClaimAsync(work, later.AddHours(1), TimeSpan.FromMinutes(1))))!;
        Assert.False(await node.WriteAsync(work => replays.AdvanceAsync(work, mine, lane.Key, lane.End, 1, 0, null, later)));
        await node.WriteAsync(async work =>
        {
            await replays.FinishAsync(work, mine);
            return true;
        });
        Assert.Equal(lane.Cursor, Assert.Single(await node.ReadAsync(s => replays.LanesAsync(s, theirs))).Cursor);
        Assert.True(await node.WriteAsync(work => replays.AdvanceAsync(work, theirs, lane.Key, lane.End, 1, 0, null, later)));
    }

    private static async Task SteerAsync(Tenant tenant, string order) =>
        (await tenant.Publisher.PostAsync($"/manage/v1/apps/{tenant.AppId}/lanes/{tenant.OwnerId}.receipts/{order}", new { })).Expect(200);

    private static JsonObject[] Sales(int first, int number) =>
        [.. Enumerable.Range(first, number).Select(i => Goods.Document("SELL", "tea-1", 1, $"sale-{i}"))];

    private static string IdOf(Received told) => (string)told.Json["data"]!["id"]!;

    private static async Task<DateTimeOffset> NowAsync(Tenant tenant) =>
        Tenant.Time((await tenant.Sandbox.GetAsync($"/sandbox/tenants/{tenant.OwnerId}")).Expect(200).Json["now"]!);

    private static async Task<JsonNode> StartAsync(Tenant tenant, object order, bool isDry = false)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(order)!;
        body["dryRun"] = isDry;
        return (await tenant.Publisher.PostAsync($"/manage/v1/apps/{tenant.AppId}/replays", body)).Expect(202).Json;
    }

    private static async Task<JsonNode> FindAsync(Tenant tenant, JsonNode replay) =>
        (await tenant.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}/replays/{(string)replay["id"]!}")).Expect(200).Json;
}

public sealed class SqliteReplayTests : ReplayTests<SqliteFixture>;

public sealed class PostgreSqlReplayTests : ReplayTests<PostgreSqlFixture>;
