using Prilavok.Core.Delivery;
using Prilavok.Core.Log;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Delivery;

/// <summary>A paused lane keeps its place, and nothing makes it due but whoever paused it.</summary>
public abstract class LanePauseTests<TStore> : LaneSuite<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task An_idle_lane_that_is_paused_tells_later_of_all_that_happened_meanwhile_and_of_nothing_before()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        await AppendAsync(shop.OwnerId, EventKind.Document);
        await DeliverAsync(await ClaimOneAsync());
        await AppendAsync(shop.OwnerId, EventKind.Role);
        var head = await HeadAsync(shop.OwnerId);
        await SteerAsync(shop, LaneOrder.Pause);
        await AppendAsync(shop.OwnerId, EventKind.Document, EventKind.Document);
        Assert.Empty(await ClaimAsync());
        Assert.True((await StateAsync(shop, Channel.Documents)).Paused);

        await SteerAsync(shop, LaneOrder.Resume);
        Assert.Equal(head, (await ClaimOneAsync()).Cursor);
    }

    [Fact]
    public async Task A_lane_paused_twice_keeps_its_first_place()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        var head = await HeadAsync(shop.OwnerId);
        await SteerAsync(shop, LaneOrder.Pause);
        await AppendAsync(shop.OwnerId, EventKind.Document);
        await SteerAsync(shop, LaneOrder.Pause);
        await SteerAsync(shop, LaneOrder.Resume);

        Assert.Equal(head, (await ClaimOneAsync()).Cursor);
    }

    [Fact]
    public async Task A_lane_with_nothing_to_tell_is_idle_when_it_is_resumed()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        await SteerAsync(shop, LaneOrder.Pause);
        await SteerAsync(shop, LaneOrder.Resume);

        Assert.Equal((null, false), await DueAsync(shop));
        await AppendAsync(shop.OwnerId, EventKind.Document);
        await ClaimOneAsync();
    }

    [Fact]
    public async Task What_was_appended_in_the_same_unit_before_the_pause_is_not_lost()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        var head = await HeadAsync(shop.OwnerId);
        await Node.WriteAsync(shop.OwnerId, async work =>
        {
            await Node.Log.AppendAsync(work, Source.System, [Log.Events.Of(EventKind.Document, "x")]);
            await Node.Lanes.SteerAsync(work, KeyOf(shop), LaneOrder.Pause);
        });
        await SteerAsync(shop, LaneOrder.Resume);

        Assert.Equal(head, (await ClaimOneAsync()).Cursor);
    }

    [Fact]
    public async Task What_is_under_way_is_settled_and_then_the_lane_rests()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        await AppendAsync(shop.OwnerId, EventKind.Document, EventKind.Document);
        var lane = await ClaimOneAsync();
        await SteerAsync(shop, LaneOrder.Pause);

        Assert.Null(await SettleAsync(lane, new Verdict.Advance(lane.Cursor + 1)));
        Assert.Equal((null, false), await DueAsync(shop));
        await SteerAsync(shop, LaneOrder.Resume);
        var next = await ClaimOneAsync();
        Assert.Equal(lane.Cursor + 1, next.Cursor);

        await SteerAsync(shop, LaneOrder.Pause);
        Assert.Null(await SettleAsync(next, new Verdict.Retry(TimeSpan.Zero), Failed(next, "503")));
        Assert.Empty(await ClaimAsync());
        Assert.Equal(1, (await StateAsync(shop, Channel.Documents)).Failures);
    }

    [Fact]
    public async Task A_lane_given_back_by_a_server_that_stops_stays_paused()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        await AppendAsync(shop.OwnerId, EventKind.Document);
        var lane = await ClaimOneAsync();
        await SteerAsync(shop, LaneOrder.Pause);
        await Node.WriteAsync(async work =>
        {
            await Node.Lanes.ReleaseAsync(work, lane, Now);
            return true;
        });

        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task A_probe_makes_a_resting_lane_due_and_a_paused_one_for_one_attempt()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        await AppendAsync(shop.OwnerId, EventKind.Document, EventKind.Document);
        var lane = await ClaimOneAsync();
        await SettleAsync(lane, new Verdict.Retry(TimeSpan.FromHours(1)), Failed(lane, "503"));
        Assert.Empty(await ClaimAsync());
        await SteerAsync(shop, LaneOrder.Probe);
        lane = await ClaimOneAsync();
        Assert.Equal(1, lane.Failures);

        await SteerAsync(shop, LaneOrder.Pause);
        await SettleAsync(lane, new Verdict.Retry(TimeSpan.Zero), Failed(lane, "503"));
        await SteerAsync(shop, LaneOrder.Probe);
        lane = await ClaimOneAsync();
        Assert.Null(await SettleAsync(lane, new Verdict.Advance(lane.Cursor + 1)));
        Assert.Empty(await ClaimAsync());
        Assert.True((await StateAsync(shop, Channel.Documents)).Paused);
    }

    [Fact]
    public async Task A_probe_of_an_idle_lane_finds_nothing_to_try()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        await SteerAsync(shop, LaneOrder.Probe);
        Assert.Empty(await ClaimAsync());

        await SteerAsync(shop, LaneOrder.Pause);
        await SteerAsync(shop, LaneOrder.Probe);
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task A_receiver_that_is_gone_pauses_its_lane()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        await AppendAsync(shop.OwnerId, EventKind.Document);
        var lane = await ClaimOneAsync();

        Assert.Null(await SettleAsync(lane, new Verdict.Stop(), Failed(lane, "answered 410")));
        var state = await StateAsync(shop, Channel.Documents);
        Assert.Equal((true, 1, "answered 410", lane.Cursor), (state.Paused, state.Failures, state.LastError, state.Cursor));
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task Another_owner_and_another_lane_are_left_alone()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents, Channel.Receipts);
        var other = await Shop.OpenAsync(Node, Channel.Documents);
        await SteerAsync(shop, LaneOrder.Pause);
        await AppendAsync(shop.OwnerId, EventKind.Document);
        await AppendAsync(other.OwnerId, EventKind.Document);

        Assert.Equal(
            [(shop.OwnerId, Channel.Receipts), (other.OwnerId, Channel.Documents)],
            (await ClaimAsync()).Select(lane => (lane.Key.OwnerId, lane.Key.Channel)).Order());
    }

    private static LaneKey KeyOf(Shop shop) => new(shop.OwnerId, shop.App.Id, Channel.Documents);

    private Task SteerAsync(Shop shop, LaneOrder order) =>
        Node.WriteAsync(shop.OwnerId, work => Node.Lanes.SteerAsync(work, KeyOf(shop), order));

    private async Task<(DateTimeOffset? DueAt, bool Leased)> DueAsync(Shop shop)
    {
        var state = await StateAsync(shop, Channel.Documents);
        return (state.DueAt, state.Leased);
    }
}

public sealed class SqliteLanePauseTests : LanePauseTests<SqliteFixture>;

public sealed class PostgreSqlLanePauseTests : LanePauseTests<PostgreSqlFixture>;
