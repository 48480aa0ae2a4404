using Prilavok.Core;
using Prilavok.Core.Delivery;
using Prilavok.Core.Log;
using Prilavok.Core.Owners;
using Prilavok.Storage.Tests.Delivery;
using Prilavok.Storage.Tests.Log;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Sqlite;

/// <summary>Units of one owner that are committed together see each other as if each had been committed by itself.</summary>
public sealed class SharedBatchTests : LaneSuite<SqliteFixture>
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task Numbers_have_no_gap_and_every_lane_is_woken_at_the_first_event_that_concerns_it()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents, Channel.Stores);
        var head = await HeadAsync(shop.OwnerId);
        var numbers = await TogetherAsync(
            () => AppendAsync(shop.OwnerId, EventKind.Role, EventKind.Document),
            () => AppendAsync(shop.OwnerId, EventKind.Document),
            () => AppendAsync(shop.OwnerId, EventKind.Store, EventKind.Document));

        Assert.Equal([head + 1, head + 3, head + 4], numbers.Select(number => number.Result));
        Assert.Equal(head + 5, await HeadAsync(shop.OwnerId));
        var claimed = (await ClaimAsync()).ToDictionary(lane => lane.Key.Channel, lane => lane.Cursor);
        Assert.InRange(claimed[Channel.Documents], head, head + 1);
        Assert.InRange(claimed[Channel.Stores], head, head + 3);
        var told = await Node.ReadAsync(s => Node.Log.ReadAsync(s, shop.OwnerId, claimed[Channel.Documents], EventKind.Document, 10));
        Assert.Equal([head + 2, head + 3, head + 5], told.Select(e => e.Seq));
    }

    [Fact]
    public async Task A_unit_that_fails_leaves_neither_a_gap_nor_a_head_that_was_never_reached()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        var head = await HeadAsync(shop.OwnerId);
        var numbers = await TogetherAsync(
            () => AppendAsync(shop.OwnerId, EventKind.Document),
            () => Node.WriteAsync<long>(shop.OwnerId, async work =>
            {
                await Node.Log.AppendAsync(work, Source.System, [Events.Of(EventKind.Document, "lost")]);
                throw new NotSupportedException();
            }),
            () => AppendAsync(shop.OwnerId, EventKind.Document));

        Assert.True(numbers[1].IsFaulted);
        Assert.Equal([head + 1, head + 2], [await numbers[0], await numbers[2]]);
        Assert.Equal(head + 2, await HeadAsync(shop.OwnerId));
        Assert.Equal(head, (await ClaimOneAsync()).Cursor);
    }

    [Fact]
    public async Task A_turned_clock_holds_for_the_next_unit()
    {
        var shop = await Shop.OpenAsync(Node);
        var head = await HeadAsync(shop.OwnerId);
        await TogetherAsync(
            () => AppendAsync(shop.OwnerId, EventKind.Document),
            () => Node.WriteAsync(shop.OwnerId, async work =>
            {
                await Node.Get<IOwners>().TurnClockAsync(work, Day);
                return 0L;
            }),
            () => AppendAsync(shop.OwnerId, EventKind.Document));

        var events = await Node.ReadAsync(s => Node.Log.ReadAsync(s, shop.OwnerId, head, null, 10));
        Assert.Equal([Now, Now + Day], events.Select(e => e.At));
    }

    [Fact]
    public async Task Of_a_removed_owner_nothing_is_written_any_more()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        var ended = await TogetherAsync(
            () => AppendAsync(shop.OwnerId, EventKind.Document),
            () => Node.WriteAsync(shop.OwnerId, async work =>
            {
                await Node.Get<IOwners>().RemoveAsync(work);
                return 0L;
            }),
            () => AppendAsync(shop.OwnerId, EventKind.Document));

        Assert.IsType<OwnerUnknownException>(ended[2].Exception!.InnerException);
        Assert.Empty(await QueryAsync<long>($"SELECT seq FROM events WHERE owner_id = '{shop.OwnerId}'"));
    }

    [Fact]
    public async Task A_lane_that_is_opened_hears_nothing_of_what_was_before()
    {
        var shop = await Shop.OpenAsync(Node);
        var head = await HeadAsync(shop.OwnerId);
        await TogetherAsync(
            () => AppendAsync(shop.OwnerId, EventKind.Document, EventKind.Document),
            () => Node.WriteAsync(shop.OwnerId, async work =>
            {
                await Node.Lanes.SyncAsync(work, shop.App.Id, [Channel.Documents]);
                return 0L;
            }),
            () => AppendAsync(shop.OwnerId, EventKind.Document));

        Assert.Equal(head + 2, (await ClaimOneAsync()).Cursor);
    }

    [Fact]
    public async Task Who_asks_for_due_lanes_finds_those_that_the_units_before_have_woken()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        var claimed = await TogetherAsync(
            () => AppendAsync(shop.OwnerId, EventKind.Document),
            async () => (await ClaimAsync()).Count);

        Assert.Equal(1, await claimed[1]);
    }

    /// <summary>While one unit runs, these wait; then they are committed with it.</summary>
    private async Task<IReadOnlyList<Task<long>>> TogetherAsync(params Func<Task<long>>[] units)
    {
        var runs = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = Node.WriteAsync<bool>(async _ =>
        {
            runs.TrySetResult(); // It may run again, when another unit of the batch has failed.
            await goOn.Task;
            return true;
        });
        await runs.Task;
        var waiting = units.Select(unit => unit()).ToList();
        goOn.SetResult();
        await first;
        await ((Task)Task.WhenAll(waiting)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return waiting;
    }
}
