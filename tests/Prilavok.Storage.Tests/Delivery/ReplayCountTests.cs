using Prilavok.Core.Delivery;
using Prilavok.Core.Log;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Delivery;

/// <summary>A replay begins without a count, and only its present holder keeps one.</summary>
public abstract class ReplayCountTests<TStore> : LaneSuite<TStore>
    where TStore : StoreFixture, new()
{
    private static readonly ReplayOrder All = new(default, null, [], null, OnlyFailed: false, null, 1);

    private IReplays Replays => Node.Get<IReplays>();

    [Fact]
    public async Task Until_it_is_counted_a_replay_has_no_number_of_events()
    {
        var (added, lanes) = await AddAsync();
        Assert.Null((await FindAsync(added)).Events);
        Assert.Null(Assert.Single(await Node.ReadAsync(s => Replays.ListAsync(s, added.AppId, 10))).Events);

        var claimed = await ClaimAsync(Now);
        Assert.Null(claimed.Events);
        Assert.Equal(lanes.Select(lane => lane.Key), await LanesAsync(claimed));
        Assert.True(await CountAsync(claimed, null, lanes[0].Key));
        Assert.Equal(lanes.Skip(1).Select(lane => lane.Key), await LanesAsync(claimed));
        Assert.Null((await FindAsync(added)).Events);

        Assert.True(await CountAsync(claimed, 7));
        Assert.Equal((7, ReplayState.Running), ((await FindAsync(added)).Events, (await FindAsync(added)).State));
        Assert.Equal(7, (await ClaimAsync(Now + (2 * Lease))).Events);
    }

    [Fact]
    public async Task Counting_keeps_the_lease_and_who_lost_it_counts_nothing()
    {
        var (added, lanes) = await AddAsync();
        var mine = await ClaimAsync(Now);
        Store.Clock.Advance(Lease - TimeSpan.FromSeconds(1));
        Assert.True(await CountAsync(mine, null));
        Assert.Equal(Now + Lease, await Node.ReadAsync(Replays.NextDueAsync));

        var theirs = await ClaimAsync(Now + Lease);
        Assert.False(await CountAsync(mine, 7, lanes[0].Key));
        Assert.Null((await FindAsync(added)).Events);
        Assert.Equal(lanes.Select(lane => lane.Key), await LanesAsync(theirs));
    }

    [Fact]
    public async Task A_replay_that_is_stopped_before_it_is_counted_has_no_number_of_events()
    {
        var (added, _) = await AddAsync();
        var claimed = await ClaimAsync(Now);

        Assert.True(await Node.WriteAsync(work => Replays.StopAsync(work, added.AppId, added.Id)));

        Assert.False(await CountAsync(claimed, 7));
        var stopped = await FindAsync(added);
        Assert.Equal((null, ReplayState.Stopped), (stopped.Events, stopped.State));
        Assert.Null(await Node.ReadAsync(Replays.NextDueAsync));
    }

    /// <summary>A publisher has many shops; an order is mostly about few of them.</summary>
    [Fact]
    public async Task A_plan_leaves_out_shops_whose_log_ended_before_and_lanes_in_which_nothing_failed()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents, Channel.Stores);
        await AppendAsync(shop.OwnerId, EventKind.Document);
        var last = Now;

        Assert.Equal([Channel.Stores, Channel.Documents], await PlanAsync(shop, All with { Since = last }));
        Assert.Empty(await PlanAsync(shop, All with { Since = last.AddMilliseconds(1) }));

        var failed = All with { OnlyFailed = true };
        Assert.Equal([Channel.Documents], await PlanAsync(shop, failed)); // It waits; the other is idle.
        await DeliverAsync(await ClaimOneAsync());
        Assert.Empty(await PlanAsync(shop, failed));
        Assert.Equal(2, (await PlanAsync(shop, All)).Count);
    }

    private async Task<(Replay Replay, IReadOnlyList<ReplayLane> Lanes)> AddAsync()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents, Channel.Stores);
        await AppendAsync(shop.OwnerId, EventKind.Document, EventKind.Store);
        var lanes = await Node.ReadAsync(s => Replays.PlanAsync(s, shop.App.Id, All));
        Assert.Equal(2, lanes.Count);
        var replay = new Replay(shop.App.Id, "r", All, ReplayState.Running, Events: null, Now);
        await Node.WriteAsync(async work =>
        {
            await Replays.AddAsync(work, replay, lanes, Now);
            return true;
        });
        return (replay, lanes);
    }

    private async Task<Replay> FindAsync(Replay replay) => (await Node.ReadAsync(s => Replays.FindAsync(s, replay.AppId, replay.Id)))!;

    private async Task<Replay> ClaimAsync(DateTimeOffset at) => (await Node.WriteAsync(work => Replays.ClaimAsync(work, at, Lease)))!;

    private async Task<IEnumerable<LaneKey>> LanesAsync(Replay replay) =>
        (await Node.ReadAsync(s => Replays.LanesAsync(s, replay))).Select(lane => lane.Key);

    private Task<bool> CountAsync(Replay replay, long? events, params LaneKey[] empty) =>
        Node.WriteAsync(work => Replays.CountAsync(work, replay, events, empty, Now + Lease));

    private async Task<IReadOnlyList<Channel>> PlanAsync(Shop shop, ReplayOrder order) =>
        [.. (await Node.ReadAsync(s => Replays.PlanAsync(s, shop.App.Id, order))).Select(lane => lane.Key.Channel)];
}

public sealed class SqliteReplayCountTests : ReplayCountTests<SqliteFixture>;

public sealed class PostgreSqlReplayCountTests : ReplayCountTests<PostgreSqlFixture>;
