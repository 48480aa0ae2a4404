using Prilavok.Core.Delivery;
using Prilavok.Core.Log;
using Prilavok.Core.Owners;
using Prilavok.Core.Sandbox;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Delivery;

/// <summary>Lanes and the clock of their owner.</summary>
public abstract class LaneClockTests<TStore> : LaneSuite<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task What_rests_comes_nearer_and_what_is_leased_does_not()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents, Channel.Stores, Channel.Roles);
        var other = await Shop.OpenAsync(Node, Channel.Documents);
        await AppendAsync(other.OwnerId, EventKind.Document);
        await SettleAsync(await ClaimOneAsync(), new Verdict.Retry(TimeSpan.FromHours(1)));
        await AppendAsync(shop.OwnerId, EventKind.Document);
        await SettleAsync(await ClaimOneAsync(), new Verdict.Retry(TimeSpan.FromHours(1)));
        await AppendAsync(shop.OwnerId, EventKind.Store);
        await ClaimOneAsync();

        await ShiftAsync(shop, TimeSpan.FromMinutes(59));
        Assert.Empty(await ClaimAsync());
        await ShiftAsync(shop, TimeSpan.FromMinutes(1));
        Assert.Equal(Channel.Documents, (await ClaimOneAsync()).Key.Channel);
        Assert.Equal(Now + Lease, (await StateAsync(shop, Channel.Stores)).DueAt);
        Assert.Null((await StateAsync(shop, Channel.Roles)).DueAt);
        Assert.Equal(Now + TimeSpan.FromHours(1), (await StateAsync(other, Channel.Documents)).DueAt);
    }

    [Fact]
    public async Task The_next_retry_names_the_lanes_that_rest_until_then()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents, Channel.Receipts, Channel.Stores);
        Assert.Null(await Node.ReadAsync(s => Node.Lanes.NextRetryAsync(s, shop.OwnerId)));
        await AppendAsync(shop.OwnerId, EventKind.Store, EventKind.Document);
        foreach (var lane in await ClaimAsync())
        {
            await SettleAsync(lane, new Verdict.Retry(lane.Key.Channel == Channel.Stores ? TimeSpan.FromHours(2) : TimeSpan.FromHours(1)));
        }

        var next = await Node.ReadAsync(s => Node.Lanes.NextRetryAsync(s, shop.OwnerId));
        Assert.Equal(Now + TimeSpan.FromHours(1), next!.Value.DueAt);
        Assert.Equal([Channel.Documents, Channel.Receipts], next.Value.Lanes.Select(lane => lane.Channel).Order());
    }

    [Fact]
    public async Task Open_is_what_is_leased_or_due()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents, Channel.Stores, Channel.Roles);
        Assert.Empty(await OpenAsync(shop));
        await AppendAsync(shop.OwnerId, EventKind.Document);
        Assert.Equal([Channel.Documents], await OpenAsync(shop));
        var lane = await ClaimOneAsync();
        Assert.Equal([Channel.Documents], await OpenAsync(shop));
        await SettleAsync(lane, new Verdict.Retry(TimeSpan.FromHours(1)));
        Assert.Empty(await OpenAsync(shop));
        Store.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal([Channel.Documents], await OpenAsync(shop));
    }

    [Fact]
    public async Task Turning_the_clock_stops_at_every_retry_on_the_way()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        await AppendAsync(shop.OwnerId, EventKind.Document);
        await SettleAsync(await ClaimOneAsync(), new Verdict.Retry(TimeSpan.FromMinutes(10)));
        var start = Now;
        var attempts = new List<DateTimeOffset>();
        var retrying = RetryWhenDueAsync(shop, attempts);

        var outcome = await Node.Get<TurnClock>().HandleAsync(shop.OwnerId, Source.System, new ClockTarget.By(TimeSpan.FromMinutes(35)), Ct);
        await retrying;

        var turned = Assert.IsType<ClockOutcome.Turned>(outcome);
        Assert.Equal(start + TimeSpan.FromMinutes(35), turned.Now);
        DateTimeOffset[] due = [start + TimeSpan.FromMinutes(10), start + TimeSpan.FromMinutes(20), start + TimeSpan.FromMinutes(30)];
        Assert.Equal(due, turned.Ran.Select(step => step.At));
        Assert.Equal(due, attempts);
        Assert.Equal(start + TimeSpan.FromMinutes(35), await Node.WriteAsync(shop.OwnerId, work => Task.FromResult(work.Now)));
        Assert.IsType<ClockFact>((await Node.ReadAsync(s => Node.Log.ReadAsync(s, shop.OwnerId, 0, null, 100)))[^1].Fact);
    }

    /// <summary>A receiver that is down: every attempt fails, three times.</summary>
    private async Task RetryWhenDueAsync(Shop shop, List<DateTimeOffset> attempts)
    {
        var signal = Node.Get<LaneSignal>();
        while (attempts.Count < 3)
        {
            var due = signal.Due;
            var claimed = await ClaimAsync();
            if (claimed.Count == 0)
            {
                await due.WaitAsync(Ct);
                continue;
            }

            attempts.Add(await Node.WriteAsync(shop.OwnerId, work => Task.FromResult(work.Now)));
            await SettleAsync(claimed[0], new Verdict.Retry(TimeSpan.FromMinutes(10)));
        }
    }

    private Task ShiftAsync(Shop shop, TimeSpan step) => Node.WriteAsync(shop.OwnerId, work => Node.Lanes.ShiftAsync(work, step));

    private async Task<IEnumerable<Channel>> OpenAsync(Shop shop) =>
        (await Node.ReadAsync(s => Node.Lanes.OpenAsync(s, shop.OwnerId, Now))).Select(lane => lane.Channel).Order();
}

public sealed class SqliteLaneClockTests : LaneClockTests<SqliteFixture>;

public sealed class PostgreSqlLaneClockTests : LaneClockTests<PostgreSqlFixture>;
