using Prilavok.Core.Delivery;
using Prilavok.Core.Feed;
using Prilavok.Core.Installations;
using Prilavok.Core.Log;
using Prilavok.Core.Stores;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Log;

/// <summary>
/// Where two statements see two states, as on a database that is spread over machines, nobody's place in the log goes past an event that the
/// statement which moved it did not see.
/// </summary>
public abstract class TornLogTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    private const int Growth = 25;

    private int _left = Growth;
    private Shop[] _shops = [];

    private TornStorage Torn => new(Node.Storage, Store, GrowAsync);

    [Theory]
    [InlineData("kind")]
    [InlineData("kinds")]
    [InlineData("all")]
    [InlineData("catalog")]
    public async Task What_comes_behind_a_look_at_the_log_is_seen_by_the_next_one(string what)
    {
        await OpenAsync(1);
        var ownerId = _shops[0].OwnerId;
        var (seen, cursor) = (new List<long>(), 0L);
        await Torn.ReadAsync(
            async s =>
            {
                for (var look = 0; look < Growth * 3; look++)
                {
                    var slice = await (what switch
                    {
                        "kind" => Node.Log.ReadAsync(s, ownerId, cursor, EventKind.Store, 3),
                        "kinds" => Node.Log.ReadToldAsync(s, ownerId, cursor, [EventKind.Store, EventKind.Document], withStock: false, 3),
                        "all" => Node.Log.ReadAsync(s, ownerId, cursor, null, 3),
                        _ => Node.Log.ReadCatalogAsync(s, ownerId, cursor, 3),
                    });
                    Assert.InRange(slice.End, cursor, slice.Head);
                    seen.AddRange(slice.Where(e => e.Kind == EventKind.Store).Select(e => e.Seq));
                    cursor = slice.End;
                }

                return true;
            },
            Ct);

        Assert.True(_left <= 0);
        Assert.Equal(await StoresAsync(_shops[0]), seen);
    }

    [Fact]
    public async Task Pages_of_several_logs_hold_every_event_once()
    {
        await OpenAsync(3);
        var list = new ListEvents(Torn, Node.Get<IAppLogs>(), Node.Log);
        var query = new EventQuery(_shops[0].App.Id, null, [Topic.Store], null);
        var (seen, after) = (new List<(string, long)>(), LogPosition.Start);
        while (await list.HandleAsync(query, after, 4, Ct) is { Count: > 0 } page)
        {
            seen.AddRange(page.Select(told => (told.Event.OwnerId, told.Event.Seq)));
            after = page[^1].Position;
            await GrowAsync("FROM events");
        }

        Assert.True(_left <= 0);
        await AssertAllAsync(seen);
    }

    [Fact]
    public async Task Who_follows_several_logs_hears_of_every_event_once()
    {
        await OpenAsync(3);
        var follow = new FollowEvents(Torn, Node.Get<IAppLogs>(), Node.Log, Node.Get<OwnerSignal>(), TimeProvider.System);
        var seen = new List<(string, long)>();
        await foreach (var some in follow.HandleAsync(new EventQuery(_shops[0].App.Id, null, [Topic.Store], null), LogPosition.Start, Ct))
        {
            seen.AddRange(some.Select(told => (told.Event.OwnerId, told.Event.Seq)));
            await GrowAsync("FROM events");
            if (Volatile.Read(ref _left) <= 0 && seen.Count >= (await AllAsync()).Count)
            {
                break;
            }
        }

        await AssertAllAsync(seen);
    }

    /// <summary>Reads as the delivery does, and settles where it has read to.</summary>
    [Fact]
    public async Task A_lane_is_idle_only_where_it_has_seen_the_end()
    {
        await OpenAsync(1);
        await GrowAsync("FROM events");
        var lease = TimeSpan.FromMinutes(1);
        var lane = Assert.Single(await Node.WriteAsync(work => Node.Lanes.ClaimAsync(work, Now, lease, 10)));
        var (start, told) = (lane.Cursor, new List<long>());
        for (var current = (ClaimedLane?)lane; current is { } here;)
        {
            var slice = await Torn.ReadAsync(
                async s =>
                {
                    var read = await Node.Log.ReadAsync(s, here.Key.OwnerId, here.Cursor, EventKind.Store, 2);
                    await Node.Lanes.FindAsync(s, here.Key);
                    return read;
                },
                Ct);
            told.AddRange(slice.Select(e => e.Seq));
            current = await Node.WriteAsync(here.Key.OwnerId, work => Node.Lanes.SettleAsync(work, here, new Verdict.Advance(slice.End), null, Now + lease));
        }

        Assert.True(_left <= 0);
        Assert.Equal((await StoresAsync(_shops[0])).Where(seq => seq > start), told);
    }

    private async Task OpenAsync(int count)
    {
        _shops = [await Shop.OpenAsync(Node, Channel.Stores)];
        for (var i = 1; i < count; i++)
        {
            var other = await Shop.OpenAsync(Node);
            await Node.WriteAsync(other.OwnerId, work => Node.Get<KeepInstallations>().AddAsync(work, _shops[0].App, null, partnerBills: false));
            _shops = [.. _shops, other];
        }

        foreach (var lane in await Node.WriteAsync(work => Node.Lanes.ClaimAsync(work, Now, TimeSpan.FromMinutes(1), 100)))
        {
            var head = await Node.ReadAsync(s => Node.Log.HeadAsync(s, lane.Key.OwnerId));
            await Node.WriteAsync(lane.Key.OwnerId, work => Node.Lanes.SettleAsync(work, lane, new Verdict.Advance(head), null, Now));
        }
    }

    /// <summary>The store of one shop after the other is changed, behind every look at a log.</summary>
    private async Task GrowAsync(string statement)
    {
        if (!statement.Contains("FROM events", StringComparison.Ordinal) || Interlocked.Decrement(ref _left) is not (>= 0 and var left))
        {
            return;
        }

        var (shop, now) = (_shops[left % _shops.Length], TimeSpan.FromMilliseconds(1 + (left % 2)));
        Store.Clock.Advance(now);
        await Node.WriteAsync(
            shop.OwnerId,
            work => Node.Log.AppendAsync(
                work, Source.System, [new NewEvent(EventKind.Store, EventAction.Updated, shop.Store.Id, shop.Store.Id, new StoreFact(shop.Store))]));
    }

    private async Task AssertAllAsync(List<(string, long)> seen)
    {
        Assert.Equal(seen.Distinct(), seen);
        Assert.Equal((await AllAsync()).Order(), seen.Order());
    }

    private async Task<List<(string, long)>> AllAsync()
    {
        var all = new List<(string, long)>();
        foreach (var shop in _shops)
        {
            all.AddRange((await StoresAsync(shop)).Select(seq => (shop.OwnerId, seq)));
        }

        return all;
    }

    private async Task<IEnumerable<long>> StoresAsync(Shop shop) =>
        (await Node.ReadAsync(s => Node.Log.ReadAsync(s, shop.OwnerId, 0, EventKind.Store, 10_000))).Where(e => e.IsFor(_shops[0].App.Id)).Select(e => e.Seq);
}

public sealed class SqliteTornLogTests : TornLogTests<SqliteFixture>;

public sealed class PostgreSqlTornLogTests : TornLogTests<PostgreSqlFixture>;
