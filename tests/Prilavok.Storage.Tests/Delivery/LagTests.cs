using Prilavok.Core.Delivery;
using Prilavok.Core.Log;
using Prilavok.Core.Sandbox;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Delivery;

/// <summary>How far behind the lanes are, for whoever watches a server.</summary>
public abstract class LagTests<TStore> : LaneSuite<TStore>
    where TStore : StoreFixture, new()
{
    private static readonly TimeSpan Pause = TimeSpan.FromDays(1);

    [Fact]
    public async Task Nothing_is_behind_where_every_lane_is_idle()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        await AppendAsync(shop.OwnerId, EventKind.Document);
        await DeliverAsync(await ClaimOneAsync());

        Assert.Empty(await LagAsync());
    }

    [Fact]
    public async Task The_oldest_is_the_first_event_of_the_lanes_own_kind_after_its_cursor()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents, Channel.Employees);
        var first = await AppendAsync(shop.OwnerId, EventKind.Document, EventKind.Product);
        Store.Clock.Advance(TimeSpan.FromMinutes(1));
        await AppendAsync(shop.OwnerId, EventKind.Document, EventKind.Product);
        var lane = await ClaimOneAsync();
        await SettleAsync(lane, new Verdict.Advance(first)); // The product behind it is none of its business, and a minute older.
        Store.Clock.Advance(TimeSpan.FromMinutes(2));
        await AppendAsync(shop.OwnerId, EventKind.Employee);
        Store.Clock.Advance(TimeSpan.FromMinutes(4));

        Assert.Equal(
            [
                new LaneLag(Channel.Employees, 1, 0, 1, TimeSpan.FromMinutes(4)),
                new LaneLag(Channel.Documents, 1, 0, 4, TimeSpan.FromMinutes(6)),
            ],
            await LagAsync());
    }

    [Fact]
    public async Task Owners_are_put_together_and_age_is_real_time_whatever_their_clocks_show()
    {
        var (one, other) = (await Shop.OpenAsync(Node, Channel.Receipts), await Shop.OpenAsync(Node, Channel.Receipts));
        await Node.Get<TurnClock>().HandleAsync(other.OwnerId, Source.System, new ClockTarget.By(TimeSpan.FromDays(90)), Ct);
        await AppendAsync(one.OwnerId, EventKind.Document, EventKind.Document);
        Store.Clock.Advance(TimeSpan.FromSeconds(10));
        await AppendAsync(other.OwnerId, EventKind.Document);
        Store.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal([new LaneLag(Channel.Receipts, 2, 0, 3, TimeSpan.FromSeconds(15))], await LagAsync());
        Assert.Equal(1, Assert.Single(await LagAsync(most: 1)).Busy);
    }

    [Fact]
    public async Task What_is_parked_is_counted_by_itself_and_what_is_paused_not_at_all()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        var seq = await AppendAsync(shop.OwnerId, EventKind.Document, EventKind.Document);
        var lane = await ClaimOneAsync();
        var next = await SettleAsync(lane, new Verdict.Park(seq, seq, Pause), Failed(lane, "answered 400"));
        await SettleAsync(next!, new Verdict.Retry(Pause), Failed(next!, "answered 503"));

        Assert.Equal([new LaneLag(Channel.Documents, 1, 1, 1, TimeSpan.Zero)], await LagAsync());

        await Node.WriteAsync(shop.OwnerId, work => Node.Lanes.SteerAsync(work, lane.Key, LaneOrder.Pause));
        Assert.Empty(await LagAsync());
    }

    /// <summary>Each kind of notification reads its own kind of events; the statement has a list of its own of which.</summary>
    [Fact]
    public async Task Every_channel_finds_its_oldest()
    {
        foreach (var channel in Enum.GetValues<Channel>())
        {
            var shop = await Shop.OpenAsync(Node, channel);
            await AppendAsync(shop.OwnerId, Channels.KindOf(channel));
        }

        Store.Clock.Advance(TimeSpan.FromSeconds(7));

        Assert.Equal(Enum.GetValues<Channel>().Select(channel => new LaneLag(channel, 1, 0, 1, TimeSpan.FromSeconds(7))), await LagAsync());
    }

    private async Task<IReadOnlyList<LaneLag>> LagAsync(int most = 100) =>
        [.. (await Node.ReadAsync(s => Node.Lanes.LagAsync(s, Now, most))).OrderBy(lag => lag.Channel)];
}

public sealed class SqliteLagTests : LagTests<SqliteFixture>;

public sealed class PostgreSqlLagTests : LagTests<PostgreSqlFixture>;
