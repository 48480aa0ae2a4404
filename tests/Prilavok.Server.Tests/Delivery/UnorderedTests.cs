using System.Collections.Concurrent;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Delivery;

/// <summary>Lanes of an app that does not ask for order.</summary>
public abstract class UnorderedTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Receipts = "/receipts";
    private const string Documents = "/documents";

    [Fact]
    public async Task Several_requests_are_under_way_at_a_time_and_no_more_than_that()
    {
        var go = new TaskCompletionSource();
        Partner.On(Receipts, _ => Reply.Ok with { After = go.Task });
        var tenant = await UnorderedAsync(Server);
        await SellAsync(tenant, 20);
        var received = await Partner.WaitAsync("eight at once", all => all.Count(told => told.IsOpen) >= 8);
        Assert.Equal(8, received.Count);
        go.SetResult();
        await tenant.SettleAsync();

        Assert.Equal(Ids(20).Order(StringComparer.Ordinal), Told(Receipts).Order(StringComparer.Ordinal));
        Assert.Equal("idle", (string)Assert.Single(await tenant.LanesAsync())!["state"]!);
    }

    [Fact]
    public async Task Where_order_is_asked_for_there_is_one_at_a_time()
    {
        var open = 0;
        var most = new ConcurrentBag<int>();
        Partner.On(Receipts, _ =>
        {
            most.Add(Interlocked.Increment(ref open));
            return Reply.Ok with { After = LeaveAsync() };
        });
        var tenant = await UnorderedAsync(Server, ordered: true);
        await SellAsync(tenant, 12);
        await tenant.SettleAsync();

        Assert.Equal(Ids(12), Told(Receipts));
        Assert.Equal(1, most.Max());

        async Task LeaveAsync()
        {
            await Task.Yield();
            Interlocked.Decrement(ref open);
        }
    }

    [Fact]
    public async Task One_that_never_answers_holds_up_nobody_not_even_those_that_come_later()
    {
        Partner.On(Receipts, told => Of(told) == "d-0" ? Reply.Never : Reply.Ok);
        var tenant = await UnorderedAsync(Server);
        var till = await SellAsync(tenant, 30);
        await Partner.WaitAsync("the others", all => all.Count(told => told.Answered == 200) == 29);
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "later"));
        var received = await Partner.WaitAsync("the one that came later", all => all.Any(told => Of(told) == "later" && told.Answered == 200));

        Assert.Equal("d-0", Of(Assert.Single(received, told => told.IsOpen)));
    }

    [Theory]
    [InlineData(503)]
    [InlineData(400)]
    public async Task What_fails_gets_a_lane_of_its_own_at_once_and_comes_again_under_its_id(int status)
    {
        Partner.On(Receipts, told => Of(told) == "d-3" && Times("d-3") == 1 ? new Reply(status) : Reply.Ok);
        var tenant = await UnorderedAsync(Server);
        await SellAsync(tenant, 10);
        await tenant.SettleAsync();
        Assert.Equal(["idle", "parked"], (await tenant.LanesAsync()).Select(lane => (string)lane!["state"]!));
        Assert.Equal(10, Partner.Received.Count);

        await tenant.TurnAsync(new { toNext = true });
        var twice = Partner.Received.Where(told => Of(told) == "d-3").ToList();
        Assert.Equal([status, 200], twice.Select(told => told.Answered));
        Assert.Equal(twice[0].WebhookId, twice[1].WebhookId);
        Assert.Equal(11, Partner.Received.Count);
        Assert.Equal("idle", (string)Assert.Single(await tenant.LanesAsync())!["state"]!);
        var attempts = (await tenant.AttemptsAsync()).Where(attempt => (string)attempt["id"]! == twice[0].WebhookId);
        Assert.Equal([1, 2], attempts.Select(attempt => (int)attempt["attempt"]!));
    }

    [Fact]
    public async Task A_receiver_that_is_down_fills_no_more_lanes_than_it_may_and_loses_nothing()
    {
        await using var server = await ServerFixture.StartAsync(new TStore(), isTurned: false, ("Webhooks:MostParked", "3"));
        Partner.On(Receipts, _ => new Reply(503));
        var tenant = await UnorderedAsync(server);
        await SellAsync(tenant, 40);
        await tenant.SettleAsync();
        Assert.Equal(["resting", "parked", "parked", "parked"], (await tenant.LanesAsync()).Select(lane => (string)lane!["state"]!));
        Assert.InRange(Partner.Received.Count, 4, 19); // Three parked, eight that failed, eight under way.

        Partner.On(Receipts, _ => Reply.Ok);
        await tenant.TurnAsync(new { advance = "PT5M" });
        Assert.Equal(Ids(40).Order(StringComparer.Ordinal), Partner.Received.Where(told => told.Answered == 200).Select(Of).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal("idle", (string)Assert.Single(await tenant.LanesAsync())!["state"]!);
    }

    [Fact]
    public async Task Arrays_go_side_by_side_and_one_that_is_refused_is_parked_whole_and_halved_there()
    {
        await using var server = await ServerFixture.StartAsync(new TStore(), isTurned: false, ("Webhooks:BatchEvents", "4"));
        Partner.On(Documents, told => told.Body.Contains("\"d-5\"", StringComparison.Ordinal) ? new Reply(400) : Reply.Ok);
        var tenant = await UnorderedAsync(server, Documents);
        await SellAsync(tenant, 18);
        await tenant.SettleAsync();
        await tenant.TurnAsync(new { advance = "PT10M" });
        var arrived = Partner.Received.Where(told => told.Answered == 200).SelectMany(In).ToList();
        Assert.Equal(Ids(18).Except(["d-5"]).Order(StringComparer.Ordinal), arrived.Order(StringComparer.Ordinal));
        Assert.Equal(["idle", "parked"], (await tenant.LanesAsync()).Select(lane => (string)lane!["state"]!));

        Partner.On(Documents, _ => Reply.Ok);
        await tenant.TurnAsync(new { advance = "PT2H" });
        Assert.Equal(["d-5"], In(Partner.Received[^1]));
        Assert.Equal("idle", (string)Assert.Single(await tenant.LanesAsync())!["state"]!);
    }

    [Theory]
    [InlineData(Receipts)]
    [InlineData(Documents)]
    public async Task A_server_that_stops_in_the_middle_of_it_loses_nothing_and_repeats_the_same_under_the_same_ids(string path)
    {
        var store = new TStore();
        (string, string)[] settings = [("Webhooks:BatchEvents", "3"), ("Webhooks:StopGrace", "00:00:00")];
        await using var first = await ServerFixture.StartAsync(store, isTurned: false, settings);
        var calls = 0;
        Partner.On(path, told => In(told).Contains("d-0") && Interlocked.Increment(ref calls) == 1 ? Reply.Never : Reply.Ok);
        var tenant = await UnorderedAsync(first, path);
        var till = await SellAsync(tenant, 17); // Of arrays of three, the last is not full.
        var before = await Partner.WaitAsync("the others", all => all.Where(told => told.Answered == 200).SelectMany(In).Distinct().Count() >= 14);
        Assert.DoesNotContain(before, told => told.Answered == 200 && In(told).Contains("d-0"));
        await till.SendAsync([.. Enumerable.Range(17, 10).Select(i => Goods.Document("SELL", "tea-1", 1, $"d-{i}"))]);
        await first.StopAsync();
        await using var second = await first.AddNodeAsync(settings);
        var arrived = await Partner.WaitAsync(
            "all of them", all => all.Where(told => told.Answered == 200).SelectMany(In).Distinct().Count() == 27);

        Assert.All(arrived.GroupBy(told => told.WebhookId), same => Assert.Single(same.Select(told => string.Join(' ', In(told))).Distinct()));
        Assert.All(
            Ids(27), id => Assert.Single(arrived.Where(told => In(told).Contains(id)).Select(told => told.WebhookId).Distinct()));
    }

    private static IEnumerable<string> Ids(int count) => Enumerable.Range(0, count).Select(i => $"d-{i}");

    private static string Of(Received told) => In(told).Single();

    /// <summary>The documents in a request.</summary>
    private static IReadOnlyList<string> In(Received told) =>
        told.Path == Receipts ? [(string)told.Json["data"]!["id"]!] : [.. told.Json.AsArray().Select(document => (string)document!["uuid"]!)];

    private static async Task<Till> SellAsync(Tenant tenant, int count)
    {
        var till = await tenant.OpenShopAsync();
        await till.SendAsync([.. Ids(count).Select(id => Goods.Document("SELL", "tea-1", 1, id))]);
        return till;
    }

    private IEnumerable<string> Told(string path) => Partner.At(path).Select(Of);

    private int Times(string id) => Partner.Received.Count(told => Of(told) == id);

    private Task<Tenant> UnorderedAsync(ServerFixture server, string path = Receipts, bool ordered = false) => Tenant.CreateAsync(
        server.Http,
        path == Receipts
            ? new { name = "Quick", ordered, urls = new { receipts = Partner.Url + path } }
            : new { name = "Quick", ordered, urls = new { documents = Partner.Url + path } });
}

public sealed class SqliteUnorderedTests : UnorderedTests<SqliteFixture>;

public sealed class PostgreSqlUnorderedTests : UnorderedTests<PostgreSqlFixture>;
