using Dapper;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Processes;

/// <summary>Real processes on one PostgreSQL, and a receiver that looks who comes.</summary>
[Trait("Category", "Kill")]
public sealed class ManyNodesTests : IAsyncLifetime
{
    private const string Receipts = "/api/v2/receipts";
    private const string Devices = "/api/v1/inventories/devices";

    private readonly PostgreSqlFixture _store = new();
    private PartnerService _partner = null!;

    public async ValueTask InitializeAsync()
    {
        await _store.InitializeAsync();
        await _store.LeaveAsync();
        _partner = await PartnerService.StartAsync();
    }

    public async ValueTask DisposeAsync() => await _partner.DisposeAsync();

    [Fact]
    public async Task Of_a_node_that_is_killed_in_the_middle_of_its_sends_the_other_takes_all_lanes_when_the_lease_is_over()
    {
        var lease = TimeSpan.FromSeconds(30);
        await using var first = new ServerProcess(_store, ("PRILAVOK__WEBHOOKS__TIMEOUT", "00:00:29.900"), ("PRILAVOK__WEBHOOKS__LEASE", lease.ToString()));
        await first.StartAsync();
        var tenant = await Tenant.CreateAsync(first.Http, Tenant.AppOf(_partner));
        var till = await tenant.OpenShopAsync();
        var documents = $"/api/v1/inventories/stores/{till.StoreId}/documents";
        await tenant.SettleAsync();
        var isKilled = false;
        foreach (var path in new[] { Receipts, documents, Devices })
        {
            _partner.On(path, _ => Volatile.Read(ref isKilled) ? Reply.Ok : Reply.Never);
        }

        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "under-way"), Goods.Document("SELL", "tea-1", 1, "behind-it"));
        await tenant.AddTillAsync(till.StoreId);
        await _partner.WaitAsync("a request of each lane that stays unanswered", all => all.Count(told => told.IsOpen) == 3);
        await using var second = first.AddNode();
        await second.StartAsync();
        var open = _partner.Received.Where(told => told.IsOpen).ToList();
        Volatile.Write(ref isKilled, true);
        await first.KillAsync();
        Assert.Equal(3, open.Count); // Or it was not killed in the middle of anything.
        await AssertLeasedAsync(3, lease);

        var all = await _partner.WaitAsync(
            "everything from the other node",
            all => all.Count(told => told is { Path: Receipts, Answered: 200 }) == 2 && open.All(one => all.Any(told => told.WebhookId == one.WebhookId && told.Answered == 200)));
        Assert.All(open, one => Assert.Equal([(one.Body, 0), (one.Body, 200)], all.Where(told => told.WebhookId == one.WebhookId).Select(told => (told.Body, told.Answered))));
        Assert.Equal(["under-way", "under-way", "behind-it"], all.Where(told => told.Path == Receipts).Select(told => (string)told.Json["data"]!["id"]!));
    }

    [Fact]
    public async Task A_node_that_is_told_to_end_hands_its_lanes_over_long_before_the_lease_would_be_over()
    {
        await using var first = new ServerProcess(
            _store, ("PRILAVOK__WEBHOOKS__TIMEOUT", "00:05:00"), ("PRILAVOK__WEBHOOKS__LEASE", "00:30:00"), ("PRILAVOK__WEBHOOKS__STOPGRACE", "00:00:00"));
        await first.StartAsync();
        var tenant = await Tenant.CreateAsync(first.Http, Tenant.AppOf(_partner));
        var till = await tenant.OpenShopAsync();
        await tenant.SettleAsync();
        _partner.On(Receipts, told => told.Call == 2 ? Reply.Never : Reply.Ok);
        await till.SendAsync(
            Goods.Document("SELL", "tea-1", 1, "arrived"), Goods.Document("SELL", "tea-1", 1, "under-way"), Goods.Document("SELL", "tea-1", 1, "behind-it"));
        await _partner.WaitAsync("a receipt that stays unanswered", all => all.Any(told => told is { Path: Receipts, IsOpen: true }));
        await using var second = first.AddNode();
        await second.StartAsync();

        Assert.Equal(0, await first.TerminateAsync());

        // Half an hour is more than anybody waits here.
        await _partner.WaitAsync("the receipts", all => all.Count(told => told is { Path: Receipts, Answered: 200 }) == 3);
        var told = _partner.At(Receipts);
        Assert.Equal(["arrived", "under-way", "under-way", "behind-it"], told.Select(one => (string)one.Json["data"]!["id"]!));
        Assert.Equal(told[1].WebhookId, told[2].WebhookId);
    }

    [Fact]
    public async Task However_often_lanes_move_none_is_ever_sent_by_two_nodes_at_once()
    {
        await using var first = new ServerProcess(
            _store,
            ("PRILAVOK__WEBHOOKS__TIMEOUT", "00:00:10"), ("PRILAVOK__WEBHOOKS__LEASE", "00:00:15"), ("PRILAVOK__WEBHOOKS__BATCHEVENTS", "5"),
            ("PRILAVOK__WEBHOOKS__POLLINTERVAL", "00:00:00.050"), ("PRILAVOK__WEBHOOKS__STOPGRACE", "00:00:01"));
        await using var second = first.AddNode();
        await using var third = first.AddNode();
        ServerProcess[] nodes = [first, second, third];
        await Task.WhenAll(nodes.Select(node => node.StartAsync()));
        await using var shops = await LaneWatch.OpenAsync(_partner, nodes);
        foreach (var isKill in new[] { true, false, false })
        {
            var victim = await shops.BusiestAsync();
            await (isKill ? victim.KillAsync() : victim.TerminateAsync());
            await shops.EachLaneMovesOnAsync(); // Without the one that had them, so others have them now.
            await victim.StartAsync();
        }

        await shops.CloseAsync();
        Assert.Empty(shops.Overlaps);
        shops.AssertEverythingArrivedInOrderUnderOneId();
        TestContext.Current.TestOutputHelper?.WriteLine($"{shops.Sold} receipts in {shops.Lanes} lanes, {_partner.Received.Count} requests.");
    }

    /// <summary>Nobody has given these lanes back, and none is kept from the other nodes for longer than was configured.</summary>
    private async Task AssertLeasedAsync(int lanes, TimeSpan lease)
    {
        await using var connection = await _store.OpenAsync();
        var ends = (await connection.QueryAsync<long>("SELECT due_at FROM lanes WHERE leased = 1")).ToList();
        var latest = (TimeProvider.System.GetUtcNow() + lease).ToUnixTimeMilliseconds();
        Assert.Equal(lanes, ends.Count);
        Assert.All(ends, end => Assert.True(end <= latest));
    }
}
