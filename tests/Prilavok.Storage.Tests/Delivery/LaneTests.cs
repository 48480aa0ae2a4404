using Prilavok.Core.Delivery;
using Prilavok.Core.Log;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Delivery;

/// <summary>How a lane wakes, is leased, and comes to rest.</summary>
public abstract class LaneTests<TStore> : LaneSuite<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task A_new_lane_is_idle_and_has_nothing_to_tell_of_the_past()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents, Channel.Stores);
        Assert.Empty(await ClaimAsync());

        var lane = await StateAsync(shop, Channel.Stores);
        Assert.Equal((await HeadAsync(shop.OwnerId), null, false), (lane.Cursor, lane.DueAt, lane.Leased));
    }

    [Fact]
    public async Task An_event_wakes_the_lanes_of_its_kind_and_of_its_owner_and_no_other()
    {
        var shop = await Shop.OpenAsync(Node, [.. Enum.GetValues<Channel>()]);
        await Shop.OpenAsync(Node, Channel.Documents);
        await AppendAsync(shop.OwnerId, EventKind.Document);

        var claimed = await ClaimAsync();
        Assert.Equal(
            [new LaneKey(shop.OwnerId, shop.App.Id, Channel.Documents), new LaneKey(shop.OwnerId, shop.App.Id, Channel.Receipts)],
            claimed.Select(lane => lane.Key).OrderBy(key => key.Channel));
    }

    [Fact]
    public async Task Every_channel_is_woken_by_its_events()
    {
        var shop = await Shop.OpenAsync(Node, [.. Enum.GetValues<Channel>()]);
        foreach (var kind in new[] { EventKind.Store, EventKind.Role, EventKind.Installation, EventKind.Token, EventKind.Subscription })
        {
            await AppendAsync(shop.OwnerId, kind);
            var lane = await ClaimOneAsync();
            Assert.Equal(kind, Channels.KindOf(lane.Key.Channel));
            await DeliverAsync(lane);
        }
    }

    [Fact]
    public async Task An_idle_lane_is_woken_once()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        var signal = Node.Get<LaneSignal>();
        var first = signal.Due;
        await AppendAsync(shop.OwnerId, EventKind.Document);
        Assert.True(first.IsCompleted);

        var second = signal.Due;
        await AppendAsync(shop.OwnerId, EventKind.Document);
        Assert.False(second.IsCompleted);
        await ClaimOneAsync();
        await AppendAsync(shop.OwnerId, EventKind.Document);
        Assert.False(second.IsCompleted);
        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task The_bell_rings_after_the_commit_and_not_before_or_without_one()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        var due = Node.Get<LaneSignal>().Due;
        await Assert.ThrowsAsync<NotSupportedException>(() => Node.WriteAsync(shop.OwnerId, async work =>
        {
            await Node.Log.AppendAsync(work, Source.System, [Log.Events.Of(EventKind.Document, "x")]);
            throw new NotSupportedException();
        }));
        Assert.False(due.IsCompleted);
        Assert.Empty(await ClaimAsync());

        await Node.WriteAsync(shop.OwnerId, async work =>
        {
            await Node.Log.AppendAsync(work, Source.System, [Log.Events.Of(EventKind.Document, "x")]);
            Assert.False(due.IsCompleted);
        });
        Assert.True(due.IsCompleted);
        await ClaimOneAsync();
    }

    [Fact]
    public async Task A_woken_lane_starts_at_the_event_that_woke_it()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        await AppendAsync(shop.OwnerId, EventKind.Store, EventKind.Role, EventKind.Store);
        Assert.Empty(await ClaimAsync());

        var seq = await AppendAsync(shop.OwnerId, EventKind.Document, EventKind.Document);
        Assert.Equal(seq - 1, (await ClaimOneAsync()).Cursor);
    }

    [Fact]
    public async Task A_claimed_lane_is_ours_until_its_lease_runs_out()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        await AppendAsync(shop.OwnerId, EventKind.Document);
        var lane = await ClaimOneAsync();
        Store.Clock.Advance(Lease - TimeSpan.FromMilliseconds(1));
        Assert.Empty(await ClaimAsync());
        Assert.True((await StateAsync(shop, Channel.Documents)).Leased);

        Store.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var next = await ClaimOneAsync();
        Assert.Equal(lane with { Generation = next.Generation, LeasedUntil = lane.LeasedUntil + Lease }, next);
        Assert.True(next.Generation > lane.Generation);
    }

    [Fact]
    public async Task A_lane_that_has_told_everything_is_idle_again()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        await AppendAsync(shop.OwnerId, EventKind.Document);
        var settled = Node.Get<LaneSignal>().Settled;

        Assert.Null(await DeliverAsync(await ClaimOneAsync()));
        Assert.True(settled.IsCompleted);
        Store.Clock.Advance(Lease);
        Assert.Empty(await ClaimAsync());
        var lane = await StateAsync(shop, Channel.Documents);
        Assert.Equal((await HeadAsync(shop.OwnerId), null, false), (lane.Cursor, lane.DueAt, lane.Leased));
    }

    [Fact]
    public async Task A_lane_with_more_to_tell_stays_ours()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        var seq = await AppendAsync(shop.OwnerId, EventKind.Document, EventKind.Document);
        var lane = await ClaimOneAsync();
        Store.Clock.Advance(Lease / 2);

        var next = await SettleAsync(lane, new Verdict.Advance(seq));
        Assert.Equal(lane with { Cursor = seq, LeasedUntil = lane.LeasedUntil + Lease / 2 }, next);
        Store.Clock.Advance(Lease - TimeSpan.FromMilliseconds(1));
        Assert.Empty(await ClaimAsync());
        Store.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(seq, (await ClaimOneAsync()).Cursor);
    }

    [Fact]
    public async Task The_longest_due_go_first_and_no_more_than_asked_for()
    {
        var owners = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            var shop = await Shop.OpenAsync(Node, Channel.Documents);
            owners.Insert(0, shop.OwnerId);
        }

        foreach (var ownerId in owners)
        {
            await AppendAsync(ownerId, EventKind.Document);
            Store.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(owners.Take(3).Order(StringComparer.Ordinal), (await ClaimAsync(3)).Select(lane => lane.Key.OwnerId).Order(StringComparer.Ordinal));
        Assert.Equal(owners[3], (await ClaimAsync(3)).Single().Key.OwnerId);
    }

    [Fact]
    public async Task A_lane_given_back_is_due_at_once_and_unchanged()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        await AppendAsync(shop.OwnerId, EventKind.Document);
        var lane = await ClaimOneAsync();
        await Node.WriteAsync(work => ReleaseAsync(work, lane));

        var next = await ClaimOneAsync();
        Assert.Equal(lane with { Generation = next.Generation }, next);
    }

    [Fact]
    public async Task The_next_due_time_is_the_earliest_of_all()
    {
        Assert.Null(await Node.ReadAsync(Node.Lanes.NextDueAsync));
        var one = await Shop.OpenAsync(Node, Channel.Documents);
        var other = await Shop.OpenAsync(Node, Channel.Documents);
        await AppendAsync(one.OwnerId, EventKind.Document);
        await SettleAsync(await ClaimOneAsync(), new Verdict.Retry(TimeSpan.FromHours(1)));
        Assert.Equal(Now + TimeSpan.FromHours(1), await Node.ReadAsync(Node.Lanes.NextDueAsync));

        await AppendAsync(other.OwnerId, EventKind.Document);
        Assert.Equal(Now, await Node.ReadAsync(Node.Lanes.NextDueAsync));
    }

    private async Task<bool> ReleaseAsync(Core.IWork work, ClaimedLane lane)
    {
        await Node.Lanes.ReleaseAsync(work, lane, Now);
        return true;
    }
}

public sealed class SqliteLaneTests : LaneTests<SqliteFixture>;

public sealed class PostgreSqlLaneTests : LaneTests<PostgreSqlFixture>;
