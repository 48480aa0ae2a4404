using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Delivery;

/// <summary>A publisher's hand on the lanes, and what a receiver says of itself.</summary>
public abstract class SteeringTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Receipts = "/api/v2/receipts";

    protected override bool IsStill => true;

    [Fact]
    public async Task A_paused_lane_waits_and_tells_everything_in_order_when_it_is_resumed()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        await tenant.SettleAsync();
        Assert.Equal("paused", (string)(await SteerAsync(tenant, "pause"))["state"]!);
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "first"));
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "second"));
        await tenant.TurnAsync(new { advance = "P1D" });
        Assert.Empty(Partner.At(Receipts));

        await SteerAsync(tenant, "resume");
        await tenant.SettleAsync();
        Assert.Equal(["first", "second"], Partner.At(Receipts).Select(told => (string)told.Json["data"]!["id"]!));
        Assert.Equal("idle", (string)(await LaneAsync(tenant))["state"]!);
    }

    [Fact]
    public async Task Once_a_pause_is_answered_no_request_begins()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        await SteerAsync(tenant, "pause");
        await till.SendAsync([.. Enumerable.Range(0, 6).Select(i => Goods.Document("SELL", "tea-1", 1, $"sale-{i}"))]);
        Partner.On(Receipts, told => told.Call == 2 ? new Reply(200, After: SteerAsync(tenant, "pause")) : Reply.Ok);
        await SteerAsync(tenant, "resume");
        await tenant.SettleAsync();
        Assert.Equal(2, Partner.At(Receipts).Count);

        await SteerAsync(tenant, "resume");
        await tenant.SettleAsync();
        Assert.Equal(Enumerable.Range(0, 6).Select(i => $"sale-{i}"), Partner.At(Receipts).Select(told => (string)told.Json["data"]!["id"]!));
    }

    [Fact]
    public async Task What_waited_in_a_pause_of_a_week_is_not_too_old_when_the_lane_is_resumed()
    {
        Partner.On(Receipts, told => new Reply(503));
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        await SteerAsync(tenant, "pause");
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "first"));
        await tenant.TurnAsync(new { advance = "P7D" });
        await SteerAsync(tenant, "probe");
        await tenant.SettleAsync();
        await SteerAsync(tenant, "resume");
        await tenant.TurnAsync(new { advance = "PT1H" });
        Assert.True(Partner.At(Receipts).Count > 50);

        Partner.On(Receipts, _ => Reply.Ok);
        await tenant.TurnAsync(new { toNext = true });
        Assert.Equal((200, "first"), (Partner.At(Receipts)[^1].Answered, (string)Partner.At(Receipts)[^1].Json["data"]!["id"]!));
    }

    [Fact]
    public async Task A_probe_tries_at_once()
    {
        Partner.On(Receipts, told => told.Call == 1 ? new Reply(503) : Reply.Ok);
        var tenant = await SoldAsync();
        Assert.Equal("resting", (string)(await LaneAsync(tenant))["state"]!);

        await SteerAsync(tenant, "probe");
        await tenant.SettleAsync();
        Assert.Equal([503, 200], Partner.At(Receipts).Select(told => told.Answered));
    }

    [Fact]
    public async Task A_receiver_that_is_gone_is_left_alone_until_the_publisher_resumes()
    {
        Partner.On(Receipts, told => told.Call == 1 ? new Reply(410) : Reply.Ok);
        var tenant = await SoldAsync();
        await tenant.TurnAsync(new { advance = "P1D" });
        var lane = await LaneAsync(tenant);
        Assert.Equal(("paused", "answered 410"), ((string)lane["state"]!, (string)lane["lastError"]!));
        Assert.Single(Partner.At(Receipts));

        await SteerAsync(tenant, "resume");
        await tenant.SettleAsync();
        Assert.Equal([410, 200], Partner.At(Receipts).Select(told => told.Answered));
        Assert.Equal(Partner.At(Receipts)[0].WebhookId, Partner.At(Receipts)[1].WebhookId);
    }

    [Fact]
    public async Task A_receiver_that_is_set_up_wrongly_is_left_alone_where_that_is_wanted_and_nothing_that_waits_is_lost()
    {
        await using var server = await ServerFixture.StartAsync(new TStore(), isTurned: true, ("Webhooks:MisconfiguredPauses", "3"));
        Partner.On(Receipts, told => new Reply(told.Call switch { 1 => 503, <= 3 => 401, 4 => 404, _ => 200 }));
        var tenant = await Tenant.CreateAsync(server.Http, Tenant.AppOf(Partner));
        await (await tenant.OpenShopAsync()).SendAsync(Goods.Document("SELL", "tea-1", 1, "first"), Goods.Document("SELL", "tea-1", 1, "second"));
        await tenant.TurnAsync(new { advance = "P7D" });
        var lane = await LaneAsync(tenant);
        Assert.Equal(("paused", "answered 401"), ((string)lane["state"]!, (string)lane["lastError"]!));
        Assert.Equal([503, 401, 401], Partner.At(Receipts).Select(told => told.Answered));

        await SteerAsync(tenant, "resume"); // The count goes on: it has not taken anything since.
        await tenant.SettleAsync();
        Assert.Equal([503, 401, 401, 404], Partner.At(Receipts).Select(told => told.Answered));
        await SteerAsync(tenant, "resume");
        await tenant.SettleAsync();
        Assert.Equal(["first", "second"], Partner.At(Receipts).Where(told => told.Answered == 200).Select(told => (string)told.Json["data"]!["id"]!));
    }

    [Theory]
    [InlineData("600", 600)]
    [InlineData("1", 60)] // Never sooner than published.
    [InlineData("86400", 3600)] // Nor later than within reason.
    [InlineData("nonsense", 60)]
    public async Task A_receiver_may_ask_for_a_longer_pause(string asked, int seconds)
    {
        Partner.On(Receipts, told => told.Call == 1 ? new Reply(429, RetryAfter: asked) : Reply.Ok);
        var tenant = await SoldAsync();

        var turn = await tenant.TurnAsync(new { toNext = true });

        Assert.Equal(2, Partner.At(Receipts).Count);
        Assert.InRange((turn.Now - Server.Store.Clock.GetUtcNow()).TotalSeconds, seconds - 5, seconds + 5);
    }

    [Fact]
    public async Task Lanes_that_are_not_there_and_lanes_of_others_are_unknown()
    {
        var tenant = await TenantAsync();
        var other = await TenantAsync();
        foreach (var lane in new[] { "receipts", $"{tenant.OwnerId}.nothing", $"{tenant.OwnerId}.", "01-999999999999999.receipts", $"{other.OwnerId}.receipts" })
        {
            (await tenant.Publisher.PostAsync($"/manage/v1/apps/{tenant.AppId}/lanes/{lane}/pause", "")).Expect(404);
        }

        (await other.Publisher.PostAsync($"/manage/v1/apps/{tenant.AppId}/lanes/{tenant.OwnerId}.receipts/pause", "")).Expect(404);
        Assert.Equal("idle", (string)(await LaneAsync(tenant))["state"]!);
    }

    [Fact]
    public async Task Who_steered_a_lane_stands_in_the_audit()
    {
        var tenant = await TenantAsync();
        await SteerAsync(tenant, "pause");

        var audit = (await tenant.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}/audit")).Expect(200).Json["items"]!.AsArray();
        Assert.Contains($"paused receipts of {tenant.OwnerId}", audit.Select(entry => (string)entry!["action"]!));
    }

    private async Task<Tenant> SoldAsync()
    {
        var tenant = await TenantAsync();
        await (await tenant.OpenShopAsync()).SendAsync(Goods.Document("SELL", "tea-1", 1));
        await tenant.SettleAsync();
        return tenant;
    }

    private static async Task<JsonNode> LaneAsync(Tenant tenant) =>
        (await tenant.LanesAsync()).Single(lane => (string)lane!["channel"]! == "receipts")!;

    private static async Task<JsonNode> SteerAsync(Tenant tenant, string order) =>
        (await tenant.Publisher.PostAsync(
            $"/manage/v1/apps/{tenant.AppId}/lanes/{(string)(await LaneAsync(tenant))["id"]!}/{order}", "")).Expect(200).Json;
}

public sealed class SqliteSteeringTests : SteeringTests<SqliteFixture>;

public sealed class PostgreSqlSteeringTests : SteeringTests<PostgreSqlFixture>;
