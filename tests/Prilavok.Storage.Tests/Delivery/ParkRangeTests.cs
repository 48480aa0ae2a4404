using Prilavok.Core.Delivery;
using Prilavok.Core.Log;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Delivery;

/// <summary>Several events that go together are parked together, and several batches may be under way.</summary>
public abstract class ParkRangeTests<TStore> : LaneSuite<TStore>
    where TStore : StoreFixture, new()
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_parked_batch_begins_before_its_first_event_and_is_gone_when_the_last_is_dealt_with()
    {
        var (shop, last, rest) = await ParkedAsync();
        Assert.Equal(last, rest.Cursor);
        Assert.Null(await DeliverAsync(rest));
        Store.Clock.Advance(Pause);
        var parked = await ClaimOneAsync();
        Assert.Equal((last, last - 4, last, 1), (parked.Key.Parked, parked.Cursor, parked.BatchEnd, parked.Failures));
        Assert.Equal(1, await CountAsync(parked.Key));

        var half = (await SettleAsync(parked, new Verdict.Split(last - 2), Failed(parked, "answered 400")))!;
        var other = (await SettleAsync(half, new Verdict.Advance(last - 2)))!;
        Assert.Equal((last - 2, null, 0), (other.Cursor, other.BatchEnd, other.Failures));
        Assert.Empty(await ClaimAsync()); // Still ours.
        var one = (await SettleAsync(other, new Verdict.Park(last - 1, last - 1, Pause), Failed(other, "answered 400")))!;
        Assert.Equal(2, await CountAsync(parked.Key));
        Assert.Null(await SettleAsync(one, new Verdict.Advance(last)));

        Store.Clock.Advance(Pause);
        var single = await ClaimOneAsync();
        Assert.Equal((last - 1, last - 2), (single.Key.Parked, single.Cursor));
        Assert.Null(await SettleAsync(single, new Verdict.GiveUp(last - 1), Failed(single, "answered 400")));
        Assert.Equal(0, await CountAsync(parked.Key));
        Assert.Equal([(last - 1, last - 1)], await QueryAsync<(long, long)>("SELECT first_seq, last_seq FROM dead_letters"));
        Assert.Equal(Channel.Documents, (await StateAsync(shop, Channel.Documents)).Key.Channel);
    }

    [Fact]
    public async Task A_replay_of_what_has_not_arrived_knows_the_whole_batch()
    {
        var (shop, last, rest) = await ParkedAsync();
        await DeliverAsync(rest);
        var order = new ReplayOrder(default, null, [], null, OnlyFailed: true, null, 1);
        var plan = Assert.Single(await Node.ReadAsync(s => Node.Get<IReplays>().PlanAsync(s, shop.App.Id, order)));
        Assert.Equal([false, true, true, true, true, false], Enumerable.Range(-4, 6).Select(i => plan.HasFailed(last + i) && last + i <= plan.End));
    }

    [Fact]
    public async Task Of_batches_under_way_those_behind_the_cursor_stay_fixed()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        await AppendAsync(shop.OwnerId, [.. Enumerable.Repeat(EventKind.Document, 6)]);
        var head = await HeadAsync(shop.OwnerId);
        var lane = await ClaimOneAsync();
        Assert.True(await Node.WriteAsync(work => Node.Lanes.FixBatchAsync(work, lane, head - 2)));
        lane = lane with { BatchEnd = head - 2 };
        var next = (await SettleAsync(lane, new Verdict.Advance(head - 4)))!;
        Assert.Equal((head - 4, head - 2), (next.Cursor, next.BatchEnd));
        Store.Clock.Advance(Lease);
        var repeat = await ClaimOneAsync();
        Assert.Equal((head - 4, head - 2), (repeat.Cursor, repeat.BatchEnd));
        Assert.Null((await SettleAsync(repeat, new Verdict.Advance(head - 2)))!.BatchEnd);
    }

    /// <summary>The first four of six documents are parked.</summary>
    private async Task<(Shop Shop, long Last, ClaimedLane Next)> ParkedAsync()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        await AppendAsync(shop.OwnerId, [.. Enumerable.Repeat(EventKind.Document, 6)]);
        var last = await HeadAsync(shop.OwnerId) - 2;
        var lane = await ClaimOneAsync();
        var rest = await SettleAsync(lane, new Verdict.Park(last, last, Pause) { First = last - 3 }, Failed(lane, "answered 503"));
        return (shop, last, rest!);
    }

    private Task<long> CountAsync(LaneKey lane) => Node.ReadAsync(s => Node.Lanes.ParkedAsync(s, lane));
}

public sealed class SqliteParkRangeTests : ParkRangeTests<SqliteFixture>;

public sealed class PostgreSqlParkRangeTests : ParkRangeTests<PostgreSqlFixture>;
