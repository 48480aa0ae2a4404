using Prilavok.Core.Delivery;
using Prilavok.Core.Log;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Delivery;

/// <summary>An event that is refused by itself gets a lane of its own, and the others pass it.</summary>
public abstract class ParkTests<TStore> : LaneSuite<TStore>
    where TStore : StoreFixture, new()
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_split_batch_stays_ours_and_is_the_same_for_whoever_repeats_it()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        var seq = await AppendAsync(shop.OwnerId, EventKind.Document, EventKind.Document, EventKind.Document);
        var lane = await ClaimOneAsync();
        var half = await SettleAsync(lane, new Verdict.Split(seq), Failed(lane, "answered 400"));

        Assert.Equal(lane with { BatchEnd = seq }, half);
        Assert.Empty(await ClaimAsync());
        Store.Clock.Advance(Lease);
        var repeat = await ClaimOneAsync();
        Assert.Equal((seq, lane.Cursor), (repeat.BatchEnd, repeat.Cursor));
        Assert.Null((await SettleAsync(repeat, new Verdict.Advance(seq)))!.BatchEnd);
    }

    [Fact]
    public async Task The_lane_goes_on_behind_what_is_parked_and_that_comes_again_by_itself()
    {
        var (shop, seq, next) = await ParkedAsync();
        Assert.Equal((seq, 0, null), (next.Cursor, next.Failures, next.BatchEnd));
        Assert.Null(await DeliverAsync(next));
        Assert.Empty(await ClaimAsync());

        Store.Clock.Advance(Pause);
        var parked = await ClaimOneAsync();
        Assert.Equal((seq, seq - 1, seq, 1), (parked.Key.Parked, parked.Cursor, parked.BatchEnd, parked.Failures));
        Assert.Null(await SettleAsync(parked, new Verdict.Retry(Pause), Failed(parked, "answered 400")));
        Store.Clock.Advance(Pause);
        parked = await ClaimOneAsync();
        Assert.Equal(2, parked.Failures);
        Assert.Null(await SettleAsync(parked, new Verdict.Advance(seq)));

        Assert.Equal(0, (await StateAsync(shop, Channel.Documents)).Key.Parked);
        Store.Clock.Advance(Lease);
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task What_is_parked_and_given_up_goes_to_the_dead_letters_alone()
    {
        var (shop, seq, next) = await ParkedAsync();
        await DeliverAsync(next);
        Store.Clock.Advance(Pause);
        var parked = await ClaimOneAsync();
        Assert.Null(await SettleAsync(parked, new Verdict.GiveUp(seq), Failed(parked, "answered 400")));

        Assert.Equal([(seq, seq)], await QueryAsync<(long, long)>("SELECT first_seq, last_seq FROM dead_letters"));
        Assert.Equal(0, (await StateAsync(shop, Channel.Documents)).Key.Parked);
    }

    [Fact]
    public async Task A_late_verdict_on_what_is_parked_changes_nothing()
    {
        var (shop, seq, next) = await ParkedAsync();
        await DeliverAsync(next);
        Store.Clock.Advance(Pause);
        var slow = await ClaimOneAsync();
        Store.Clock.Advance(Lease);
        var taken = await ClaimOneAsync();

        Assert.Null(await SettleAsync(slow, new Verdict.Advance(seq)));
        Assert.Equal(2, (await StatesAsync(shop)).Count);
        await SettleAsync(taken, new Verdict.Advance(seq));
        Assert.Single(await StatesAsync(shop));
    }

    [Fact]
    public async Task New_events_wake_the_lane_and_not_what_is_parked()
    {
        var (shop, _, next) = await ParkedAsync();
        await DeliverAsync(next);
        await AppendAsync(shop.OwnerId, EventKind.Document);

        Assert.Equal(0, (await ClaimOneAsync()).Key.Parked);
    }

    [Fact]
    public async Task What_is_parked_is_paused_resumed_moved_and_closed_with_its_lane()
    {
        var (shop, seq, next) = await ParkedAsync();
        await DeliverAsync(next);
        await Node.WriteAsync(shop.OwnerId, work => Node.Lanes.ShiftAsync(work, Pause));
        await SteerAsync(shop, LaneOrder.Pause);
        Assert.Empty(await ClaimAsync());
        await SteerAsync(shop, LaneOrder.Resume);
        Assert.Equal(seq, (await ClaimOneAsync()).Key.Parked);

        await Node.WriteAsync(shop.OwnerId, work => Node.Lanes.SyncAsync(work, shop.App.Id, []));
        Assert.Empty(await StatesAsync(shop));
    }

    [Fact]
    public async Task What_is_parked_while_its_lane_is_paused_is_paused_too()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        var seq = await AppendAsync(shop.OwnerId, EventKind.Document);
        var lane = await ClaimOneAsync();
        await SteerAsync(shop, LaneOrder.Pause);
        await SettleAsync(lane, new Verdict.Park(seq, seq, Pause), Failed(lane, "answered 400"));
        Store.Clock.Advance(Pause);
        Assert.Empty(await ClaimAsync());

        await SteerAsync(shop, LaneOrder.Resume);
        var parked = await ClaimOneAsync();
        Assert.Equal((seq, Now), (parked.Key.Parked, parked.ResumedAt));
    }

    [Fact]
    public async Task A_receiver_that_is_gone_pauses_what_is_parked_and_what_is_not()
    {
        var (shop, seq, next) = await ParkedAsync();
        await DeliverAsync(next);
        Store.Clock.Advance(Pause);
        var parked = await ClaimOneAsync();
        await SettleAsync(parked, new Verdict.Stop(), Failed(parked, "answered 410"));
        await AppendAsync(shop.OwnerId, EventKind.Document);

        Assert.Empty(await ClaimAsync());
        Assert.All(await StatesAsync(shop), state => Assert.True(state.Paused));
        await SteerAsync(shop, LaneOrder.Resume);
        Assert.Equal([0, seq], (await ClaimAsync()).Select(lane => lane.Key.Parked).Order());
    }

    [Fact]
    public async Task Refusals_are_counted_in_a_row()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        await AppendAsync(shop.OwnerId, EventKind.Document);
        foreach (var (isRefusal, expected) in new[] { (true, 1), (true, 2), (false, 0), (true, 1) })
        {
            var lane = await ClaimOneAsync();
            await SettleAsync(lane, new Verdict.Retry(TimeSpan.Zero, isRefusal), Failed(lane, "x"));
            Assert.Equal(expected, (await QueryAsync<long>("SELECT refusals FROM lanes")).Single());
        }
    }

    private async Task<(Shop Shop, long Seq, ClaimedLane Next)> ParkedAsync()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        var seq = await AppendAsync(shop.OwnerId, EventKind.Document, EventKind.Document);
        var lane = await ClaimOneAsync();
        var next = await SettleAsync(lane, new Verdict.Park(seq, seq, Pause), Failed(lane, "answered 400"));
        return (shop, seq, next!);
    }

    private Task<IReadOnlyList<LaneState>> StatesAsync(Shop shop) => Node.ReadAsync(s => Node.Lanes.ListAsync(s, new LaneQuery(shop.App.Id), 1000));

    private Task SteerAsync(Shop shop, LaneOrder order) => Node.WriteAsync(
        shop.OwnerId, work => Node.Lanes.SteerAsync(work, new LaneKey(shop.OwnerId, shop.App.Id, Channel.Documents), order));
}

public sealed class SqliteParkTests : ParkTests<SqliteFixture>;

public sealed class PostgreSqlParkTests : ParkTests<PostgreSqlFixture>;
