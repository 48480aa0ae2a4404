using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Deliveries;

/// <summary>Why a document did or did not reach an app, in words: each state has its sentence.</summary>
public abstract class WhyTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Receipts = "/api/v2/receipts";

    protected override bool IsStill => true;

    [Fact]
    public async Task What_arrived_says_when_and_as_which_delivery()
    {
        var (tenant, till) = await OpenAsync();
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "sale-1"));
        await tenant.SettleAsync();

        var why = await WhyAsync(tenant, "sale-1");

        Assert.Contains($"with attempt 1, as delivery {Partner.At(Receipts)[0].WebhookId}.", why["receipts"], StringComparison.Ordinal);
        Assert.StartsWith("It arrived at ", why["documents"], StringComparison.Ordinal);
        await SaysAsync(tenant, Partner.At(Receipts)[0].WebhookId, "1 attempt was made; the last one arrived.");
    }

    [Fact]
    public async Task What_failed_says_when_it_is_tried_again_and_what_waits_behind_it_says_so()
    {
        Partner.On(Receipts, _ => new Reply(503));
        var (tenant, till) = await OpenAsync();
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "sale-1"));
        await tenant.SettleAsync();
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "sale-2"));
        await tenant.SettleAsync();
        var next = (string)(await QueuedAsync(tenant))["nextAttempt"]!;

        var first = (await WhyAsync(tenant, "sale-1"))["receipts"];
        var second = (await WhyAsync(tenant, "sale-2"))["receipts"];

        Assert.StartsWith("1 attempt has failed; the last one answered 503, as delivery ", first, StringComparison.Ordinal);
        Assert.Contains("rests after 1 failure (answered 503), and is tried again at " + next[..19], first, StringComparison.Ordinal);
        Assert.StartsWith("It waits behind what happened before it: the lane has come to event ", second, StringComparison.Ordinal);
        Assert.EndsWith(first[first.IndexOf("What goes there", StringComparison.Ordinal)..], second, StringComparison.Ordinal);
        await SaysAsync(tenant, Partner.At(Receipts)[0].WebhookId, "rests after 1 failure (answered 503)");
    }

    [Fact]
    public async Task What_is_parked_and_then_given_up_says_so()
    {
        Partner.On(Receipts, _ => new Reply(400));
        var (tenant, till) = await OpenAsync();
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "sale-1"));
        await tenant.TurnAsync(new { advance = "PT5M" });

        var parked = (await WhyAsync(tenant, "sale-1"))["receipts"];
        Assert.Contains("It is parked: answered 400. Others pass it; it is tried by itself, ever more seldom, next at 2", parked, StringComparison.Ordinal);
        await SaysAsync(tenant, Partner.At(Receipts)[0].WebhookId, "It is parked: answered 400.");

        await SteerAsync(tenant, "pause");
        Assert.EndsWith("The lane is paused; its last attempt failed: answered 400. It goes on when it is resumed.", (await WhyAsync(tenant, "sale-1"))["receipts"], StringComparison.Ordinal);
        await SteerAsync(tenant, "resume");
        await tenant.TurnAsync(new { advance = "P4D" });

        var dead = (await WhyAsync(tenant, "sale-1"))["receipts"];
        Assert.Matches("It was given up at 2.*Z: answered 400. A replay sends it once more.$", dead);
        await SaysAsync(tenant, Partner.At(Receipts)[0].WebhookId, "It was given up at ");
    }

    [Fact]
    public async Task A_lane_that_is_paused_says_by_whom()
    {
        Partner.On(Receipts, _ => new Reply(410));
        var (tenant, till) = await OpenAsync();
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "sale-1"));
        await tenant.SettleAsync();
        Assert.EndsWith("The lane is paused; its last attempt failed: answered 410. It goes on when it is resumed.", (await WhyAsync(tenant, "sale-1"))["receipts"], StringComparison.Ordinal);
        await SaysAsync(tenant, Partner.At(Receipts)[0].WebhookId, "its last attempt failed: answered 410");

        Partner.On(Receipts, _ => Reply.Ok);
        await SteerAsync(tenant, "resume");
        await tenant.SettleAsync();
        await SteerAsync(tenant, "pause");
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "sale-2"));
        await tenant.SettleAsync();

        Assert.EndsWith("The lane is paused by its publisher. It goes on when it is resumed.", (await WhyAsync(tenant, "sale-2"))["receipts"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_under_way_says_so()
    {
        var gate = new TaskCompletionSource();
        Partner.On(Receipts, _ => new Reply(200, After: gate.Task));
        var (tenant, till) = await OpenAsync();
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "sale-1"));
        await Partner.WaitAsync("the receipt", all => all.Any(each => each.Path == Receipts));

        Assert.Equal("It is being sent now, or what stands before it is.", (await WhyAsync(tenant, "sale-1"))["receipts"]);
        gate.SetResult();
    }

    [Fact]
    public async Task Without_an_address_nothing_is_sent_and_later_nothing_is_made_up_for()
    {
        var (tenant, till) = await OpenAsync();
        await SetAsync(tenant, """{"urls":{"receipts":null}}""");
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "sale-1"));
        await tenant.SettleAsync();
        Assert.Equal("The app has no address urls.receipts: nothing is sent.", (await WhyAsync(tenant, "sale-1"))["receipts"]);

        await SetAsync(tenant, $$"""{"urls":{"receipts":"{{Partner.Url + Receipts}}"} }""");
        await tenant.SettleAsync();

        Assert.StartsWith("Nothing was sent, as the app had no address for it then;", (await WhyAsync(tenant, "sale-1"))["receipts"], StringComparison.Ordinal);
        Assert.Empty(Partner.At(Receipts));
    }

    [Fact]
    public async Task What_is_no_receipt_what_was_there_before_and_what_nobody_knows_say_so()
    {
        var tenant = await TenantAsync(install: false);
        var till = await tenant.OpenShopAsync();
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "before"));
        await tenant.TurnAsync(new { advance = "PT1M" });
        await tenant.InstallAsync();
        await till.SendAsync(Goods.Document("OPEN_SESSION", "tea-1", 1, "session"));
        await tenant.SettleAsync();

        Assert.Equal("Only SELL and PAYBACK are told as receipts; this is OPEN_SESSION.", (await WhyAsync(tenant, "session"))["receipts"]);
        var before = await WhyAsync(tenant, "before");
        Assert.All(["documents", "receipts"], channel => Assert.StartsWith("It happened before the owner installed the app", before[channel], StringComparison.Ordinal));
        var unknown = (await ListAsync(tenant, "nothing"))["why"]!.AsArray();
        Assert.StartsWith("No owner who has the app has a document of this id", (string)Assert.Single(unknown)!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_sent_before_the_app_was_removed_says_that_it_was()
    {
        Partner.On(Receipts, _ => new Reply(503));
        var (tenant, till) = await OpenAsync();
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "sale-1"));
        await tenant.SettleAsync();
        (await tenant.Owner.DeleteAsync(tenant.Manage($"/apps/{tenant.AppId}/installation"))).Expect(204);

        await SaysAsync(tenant, Partner.At(Receipts)[0].WebhookId, "The owner has removed the app: nothing more is sent.");
        Assert.Null((await ListAsync(tenant, null))["why"]);
    }

    [Fact]
    public async Task What_a_replay_took_elsewhere_has_not_arrived_and_says_where_it_is()
    {
        await using var laptop = await PartnerService.StartAsync();
        await using var server = await ServerFixture.StartAsync(new TStore()); // A replay rests in real time.
        Partner.On(Receipts, _ => new Reply(503));
        var tenant = await Tenant.CreateAsync(server.Http, Tenant.AppOf(Partner));
        var till = await tenant.OpenShopAsync();
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "sale-1"));
        await tenant.SettleAsync();
        var order = new JsonObject { ["since"] = "2020-01-01", ["channels"] = new JsonArray("receipts"), ["to"] = laptop.Url + "/mine" };
        (await tenant.Publisher.PostAsync($"/manage/v1/apps/{tenant.AppId}/replays", order)).Expect(202);
        await tenant.SettleAsync();

        var why = (await WhyAsync(tenant, "sale-1"))["receipts"];

        Assert.StartsWith($"A replay took it to {laptop.Url}/mine at 2", why, StringComparison.Ordinal);
        Assert.Contains("rests after 1 failure", why, StringComparison.Ordinal);
        await SaysAsync(tenant, Partner.At(Receipts)[0].WebhookId, $"2 attempts were made; the last one arrived at {laptop.Url}/mine.");
    }

    private async Task<(Tenant Tenant, Till Till)> OpenAsync()
    {
        var tenant = await TenantAsync();
        return (tenant, await tenant.OpenShopAsync());
    }

    /// <summary>The sentences about a document, those of a channel together.</summary>
    private static async Task<Dictionary<string, string>> WhyAsync(Tenant tenant, string documentId) =>
        (await ListAsync(tenant, documentId))["why"]!.AsArray().Select(sentence => ((string)sentence!).Split(": ", 2))
            .GroupBy(parts => parts[0], parts => parts[1], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => string.Join(' ', group), StringComparer.Ordinal);

    private static async Task<JsonNode> ListAsync(Tenant tenant, string? documentId) =>
        (await tenant.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}/deliveries?documentId={documentId}")).Expect(200).Json;

    private static async Task<JsonNode> QueuedAsync(Tenant tenant) =>
        Assert.Single((await ListAsync(tenant, "sale-1"))["queued"]!.AsArray(), lane => (string)lane!["channel"]! == "receipts")!;

    /// <summary>The story of one delivery has a sentence.</summary>
    private static async Task SaysAsync(Tenant tenant, string id, string part)
    {
        var why = (await tenant.Publisher.GetAsync($"/manage/v1/deliveries/{id}")).Expect(200).Json["why"]!.AsArray().Select(sentence => (string)sentence!).ToList();
        Assert.True(why.Exists(sentence => sentence.Contains(part, StringComparison.Ordinal)), string.Join('\n', why));
    }

    private static async Task SetAsync(Tenant tenant, string settings) =>
        (await tenant.Publisher.PatchAsync($"/manage/v1/apps/{tenant.AppId}", settings)).Expect(200);

    private static async Task SteerAsync(Tenant tenant, string order) =>
        (await tenant.Publisher.PostAsync($"/manage/v1/apps/{tenant.AppId}/lanes/{tenant.OwnerId}.receipts/{order}", new { })).Expect(200);
}

public sealed class SqliteWhyTests : WhyTests<SqliteFixture>;

public sealed class PostgreSqlWhyTests : WhyTests<PostgreSqlFixture>;
