using Prilavok.Core.Delivery;
using Prilavok.Core.Log;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Delivery;

/// <summary>What a dead process or another clock left behind.</summary>
public abstract class DueTimesTests<TStore> : LaneSuite<TStore>
    where TStore : StoreFixture, new()
{
    private IDueTimes Times => Node.Get<IDueTimes>();

    [Fact]
    public async Task What_was_leased_is_due_once_it_is_freed_and_the_former_verdict_is_void()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents, Channel.Stores);
        await AppendAsync(shop.OwnerId, EventKind.Document, EventKind.Store);
        var claimed = await ClaimAsync();
        await SettleAsync(claimed.Single(lane => lane.Key.Channel == Channel.Stores), new Verdict.Retry(TimeSpan.FromHours(1)));
        Assert.Empty(await ClaimAsync());

        await FreeAsync();

        var again = await ClaimOneAsync();
        Assert.Equal(Channel.Documents, again.Key.Channel);
        Assert.Null(await DeliverAsync(claimed.Single(lane => lane.Key.Channel == Channel.Documents)));
        Assert.Equal(Now + Lease, (await StateAsync(shop, Channel.Documents)).DueAt);
        Assert.Equal(Now + TimeSpan.FromHours(1), (await StateAsync(shop, Channel.Stores)).DueAt);
    }

    [Fact]
    public async Task A_paused_lane_that_was_being_probed_rests_when_it_is_freed()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        var key = (await StateAsync(shop, Channel.Documents)).Key;
        await SteerAsync(key, LaneOrder.Pause);
        await AppendAsync(shop.OwnerId, EventKind.Document);
        await SteerAsync(key, LaneOrder.Probe);
        await ClaimOneAsync();

        await FreeAsync();

        var state = await StateAsync(shop, Channel.Documents);
        Assert.Equal((false, true, null), (state.Leased, state.Paused, state.DueAt));
    }

    [Fact]
    public async Task When_the_clock_went_back_what_rests_comes_nearer_by_as_much_and_what_is_leased_stays()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents, Channel.Stores, Channel.Roles);
        await AppendAsync(shop.OwnerId, EventKind.Document);
        await SettleAsync(await ClaimOneAsync(), new Verdict.Retry(TimeSpan.FromMinutes(1)));
        await AppendAsync(shop.OwnerId, EventKind.Store);
        await ClaimOneAsync();
        var hour = TimeSpan.FromHours(1);

        await Node.WriteAsync(async work =>
        {
            await Times.BringForwardAsync(work, Now - hour, hour);
            return true;
        });

        Assert.Equal(Now + TimeSpan.FromMinutes(1) - hour, (await StateAsync(shop, Channel.Documents)).DueAt);
        Assert.Equal(Now + Lease, (await StateAsync(shop, Channel.Stores)).DueAt);
        Assert.Null((await StateAsync(shop, Channel.Roles)).DueAt);
    }

    private Task<bool> FreeAsync() => Node.WriteAsync(async work =>
    {
        await Times.FreeAsync(work, Now);
        return true;
    });

    private Task SteerAsync(LaneKey key, LaneOrder order) => Node.WriteAsync(key.OwnerId, work => Node.Lanes.SteerAsync(work, key, order));
}

public sealed class SqliteDueTimesTests : DueTimesTests<SqliteFixture>;

public sealed class PostgreSqlDueTimesTests : DueTimesTests<PostgreSqlFixture>;
