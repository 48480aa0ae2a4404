using Prilavok.Core.Delivery;
using Prilavok.Core.Log;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Delivery;

/// <summary>What an attempt leaves behind, and what a verdict that comes too late does not.</summary>
public abstract class VerdictTests<TStore> : LaneSuite<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task A_verdict_from_a_lost_lease_changes_nothing()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        await AppendAsync(shop.OwnerId, EventKind.Document, EventKind.Document);
        var slow = await ClaimOneAsync();
        Store.Clock.Advance(Lease);
        var taken = await ClaimOneAsync();
        var before = await StateAsync(shop, Channel.Documents);

        Assert.Null(await SettleAsync(slow, new Verdict.Advance(before.Head), Failed(slow, "late")));
        Assert.Null(await SettleAsync(slow, new Verdict.Retry(TimeSpan.Zero), Failed(slow, "late")));
        Assert.Null(await SettleAsync(slow, new Verdict.GiveUp(before.Head), Failed(slow, "late")));
        Assert.False(await Node.WriteAsync(work => Node.Lanes.FixBatchAsync(work, slow, before.Head)));
        await Node.WriteAsync(async work =>
        {
            await Node.Lanes.ReleaseAsync(work, slow, Now);
            return true;
        });

        Assert.Equal(before, await StateAsync(shop, Channel.Documents));
        Assert.Empty(await Node.ReadAsync(s => Node.Get<IAttempts>().ListAsync(s, shop.App.Id, new AttemptQuery(), 10)));
        Assert.Empty(await QueryAsync<long>("SELECT first_seq FROM dead_letters"));
        Assert.Empty(await ClaimAsync());
        await DeliverAsync(taken);
        Assert.Null((await StateAsync(shop, Channel.Documents)).DueAt);
    }

    [Fact]
    public async Task A_verdict_for_a_lane_that_was_closed_and_opened_anew_changes_nothing()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        await AppendAsync(shop.OwnerId, EventKind.Document);
        var former = await ClaimOneAsync();
        Store.Clock.Advance(TimeSpan.FromSeconds(1));
        await SyncAsync(shop);
        await AppendAsync(shop.OwnerId, EventKind.Document);
        await SyncAsync(shop, Channel.Documents);
        await AppendAsync(shop.OwnerId, EventKind.Document);
        var lane = await ClaimOneAsync();

        Assert.Null(await SettleAsync(former, new Verdict.Advance(former.Cursor + 1)));
        Assert.Equal(lane.Cursor, (await StateAsync(shop, Channel.Documents)).Cursor);
        Assert.True((await StateAsync(shop, Channel.Documents)).Leased);
    }

    [Fact]
    public async Task What_was_not_delivered_is_tried_again_after_the_pause()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        await AppendAsync(shop.OwnerId, EventKind.Document);
        var lane = await ClaimOneAsync();
        for (var failures = 1; failures <= 3; failures++)
        {
            Assert.Null(await SettleAsync(lane, new Verdict.Retry(TimeSpan.FromSeconds(30)), Failed(lane, $"503 #{failures}")));
            var state = await StateAsync(shop, Channel.Documents);
            Assert.Equal((failures, $"503 #{failures}", false), (state.Failures, state.LastError, state.Leased));

            Store.Clock.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromMilliseconds(1));
            Assert.Empty(await ClaimAsync());
            Store.Clock.Advance(TimeSpan.FromMilliseconds(1));
            var next = await ClaimOneAsync();
            Assert.Equal((lane.Cursor, failures), (next.Cursor, next.Failures));
            lane = next;
        }

        await DeliverAsync(lane);
        var healed = await StateAsync(shop, Channel.Documents);
        Assert.Equal((0, null), (healed.Failures, healed.LastError));
    }

    [Fact]
    public async Task A_resting_lane_is_not_woken_by_new_events()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        var seq = await AppendAsync(shop.OwnerId, EventKind.Document);
        await SettleAsync(await ClaimOneAsync(), new Verdict.Retry(TimeSpan.FromSeconds(30)));
        await AppendAsync(shop.OwnerId, EventKind.Document);

        Assert.Empty(await ClaimAsync());
        Store.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(seq - 1, (await ClaimOneAsync()).Cursor);
    }

    [Fact]
    public async Task A_batch_under_way_is_the_same_batch_for_whoever_repeats_it()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        var seq = await AppendAsync(shop.OwnerId, EventKind.Document, EventKind.Document);
        var lane = await ClaimOneAsync();
        Assert.Null(lane.BatchEnd);
        Assert.True(await Node.WriteAsync(work => Node.Lanes.FixBatchAsync(work, lane, seq + 1)));
        await AppendAsync(shop.OwnerId, EventKind.Document);
        Store.Clock.Advance(Lease);

        var repeat = await ClaimOneAsync();
        Assert.Equal(seq + 1, repeat.BatchEnd);
        await SettleAsync(repeat, new Verdict.Retry(TimeSpan.Zero));
        repeat = await ClaimOneAsync();
        Assert.Equal(seq + 1, repeat.BatchEnd);
        var next = await SettleAsync(repeat, new Verdict.Advance(seq + 1));
        Assert.Null(next!.BatchEnd);
        Store.Clock.Advance(Lease);
        Assert.Null((await ClaimOneAsync()).BatchEnd);
    }

    [Fact]
    public async Task What_is_given_up_goes_to_the_dead_letters_and_the_lane_goes_on()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        var seq = await AppendAsync(shop.OwnerId, EventKind.Document, EventKind.Document, EventKind.Document);
        var lane = await ClaimOneAsync();
        var next = await SettleAsync(lane, new Verdict.GiveUp(seq + 1), Failed(lane, "410"));

        Assert.Equal(lane with { Cursor = seq + 1 }, next);
        Assert.Equal(
            [(shop.OwnerId, (long)Channel.Documents, seq, seq + 1, Now.ToUnixTimeMilliseconds(), "410")],
            await QueryAsync<(string, long, long, long, long, string)>("SELECT owner_id, channel, first_seq, last_seq, at, error FROM dead_letters"));
        await DeliverAsync(next!);
        Assert.Null((await StateAsync(shop, Channel.Documents)).DueAt);
    }

    [Fact]
    public async Task Attempts_are_kept_and_listed_newest_first()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        var other = await Shop.OpenAsync(Node, Channel.Documents);
        await AppendAsync(shop.OwnerId, EventKind.Document);
        var lane = await ClaimOneAsync();
        var failed = Failed(lane, "503");
        await SettleAsync(lane, new Verdict.Retry(TimeSpan.FromSeconds(1)), failed);
        Store.Clock.Advance(TimeSpan.FromSeconds(1));
        lane = await ClaimOneAsync();
        var done = Failed(lane, "") with { Status = 200, Error = null };
        await SettleAsync(lane, new Verdict.Advance(lane.Cursor + 1), done);

        Assert.Equal([(lane.Key, done), (lane.Key, failed)], await ListAsync(shop, null, 10));
        Assert.Equal([(lane.Key, done)], await ListAsync(shop, shop.OwnerId, 1));
        Assert.Empty(await ListAsync(shop, other.OwnerId, 10));
        Assert.Empty(await ListAsync(other, null, 10));
    }

    private Task<IReadOnlyList<(LaneKey, Attempt)>> ListAsync(Shop shop, string? ownerId, int limit) =>
        Node.ReadAsync(s => Node.Get<IAttempts>().ListAsync(s, shop.App.Id, new AttemptQuery { OwnerId = ownerId }, limit));

    private Task SyncAsync(Shop shop, params Channel[] channels) =>
        Node.WriteAsync(shop.OwnerId, work => Node.Lanes.SyncAsync(work, shop.App.Id, channels));
}

public sealed class SqliteVerdictTests : VerdictTests<SqliteFixture>;

public sealed class PostgreSqlVerdictTests : VerdictTests<PostgreSqlFixture>;
