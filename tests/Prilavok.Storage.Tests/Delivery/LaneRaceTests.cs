using System.Collections.Concurrent;
using Prilavok.Core.Delivery;
using Prilavok.Core.Log;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Delivery;

/// <summary>Lanes while many nodes and workers reach for them.</summary>
public abstract class LaneRaceTests<TStore> : LaneSuite<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task Concurrent_claimers_never_share_a_lane()
    {
        var keys = new List<LaneKey>();
        for (var i = 0; i < 6; i++)
        {
            var shop = await Shop.OpenAsync(Node, Channel.Documents, Channel.Receipts, Channel.Stores, Channel.Roles, Channel.Token);
            await AppendAsync(shop.OwnerId, EventKind.Document, EventKind.Store, EventKind.Role, EventKind.Token);
            keys.AddRange((await Node.ReadAsync(s => Node.Lanes.ListAsync(s, new LaneQuery(shop.App.Id), 1000))).Select(lane => lane.Key));
        }

        Node[] nodes = [Node, Store.AddNode()];
        var claimed = new ConcurrentBag<LaneKey>();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(
            async () =>
            {
                var node = nodes[i % 2];
                while (await node.WriteAsync(work => node.Lanes.ClaimAsync(work, Now, Lease, 1 + (i % 3))) is { Count: > 0 } lanes)
                {
                    Assert.True(lanes.Count <= 1 + (i % 3));
                    foreach (var lane in lanes)
                    {
                        claimed.Add(lane.Key);
                    }
                }
            },
            Ct)));

        // Whoever found every due lane locked by others left early; what they left is still there to take.
        Assert.Equal(Sorted(keys), Sorted([.. claimed, .. (await ClaimAsync()).Select(lane => lane.Key)]));
    }

    [Fact]
    public async Task A_lane_that_goes_idle_while_events_arrive_loses_none()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents);
        var start = await HeadAsync(shop.OwnerId);
        Node[] nodes = [Node, Store.AddNode()];
        var told = new List<long>();
        var isOver = false;
        var workers = nodes.Select(node => Task.Run(
            async () =>
            {
                while (!Volatile.Read(ref isOver))
                {
                    await WorkAsync(node, told);
                }
            },
            Ct)).ToList();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(w => Task.Run(
            async () =>
            {
                for (var i = 0; i < 40; i++)
                {
                    var node = nodes[w % 2];
                    var kind = (w + i) % 5 == 0 ? EventKind.Store : EventKind.Document;
                    await node.WriteAsync(shop.OwnerId, work => node.Log.AppendAsync(work, Source.System, [Log.Events.Of(kind, "x")]));
                }
            },
            Ct)));
        Volatile.Write(ref isOver, true);
        await Task.WhenAll(workers);
        while (await WorkAsync(Node, told))
        {
        }

        var documents = await Node.ReadAsync(s => Node.Log.ReadAsync(s, shop.OwnerId, start, EventKind.Document, int.MaxValue));
        Assert.Equal(128, documents.Count);
        Assert.Equal(documents.Select(e => e.Seq), told);
        Assert.Null((await StateAsync(shop, Channel.Documents)).DueAt);
    }

    /// <summary>What the delivery does: claim, read, send, settle, until the lane rests.</summary>
    private async Task<bool> WorkAsync(Node node, List<long> told)
    {
        var claimed = await node.WriteAsync(work => node.Lanes.ClaimAsync(work, Now, Lease, 5));
        foreach (var taken in claimed)
        {
            var lane = (ClaimedLane?)taken;
            while (lane is not null)
            {
                var current = lane;
                var events = await node.ReadAsync(s => node.Log.ReadAsync(s, current.Key.OwnerId, current.Cursor, EventKind.Document, 2));
                told.AddRange(events.Select(e => e.Seq)); // One lane, so one worker at a time.
                var verdict = new Verdict.Advance(events.End);
                lane = await node.WriteAsync(
                    current.Key.OwnerId, work => node.Lanes.SettleAsync(work, current, verdict, null, Now + Lease));
            }
        }

        return claimed.Count > 0;
    }

    private static IEnumerable<(string, string, Channel)> Sorted(IEnumerable<LaneKey> keys) =>
        keys.Select(key => (key.OwnerId, key.AppId, key.Channel)).Order();
}

public sealed class SqliteLaneRaceTests : LaneRaceTests<SqliteFixture>;

public sealed class PostgreSqlLaneRaceTests : LaneRaceTests<PostgreSqlFixture>
{
    /// <summary>Only so that a claimer who waits fails the test instead of stopping it for ever.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Who_claims_passes_over_what_another_is_just_claiming()
    {
        var shop = await Shop.OpenAsync(Node, Channel.Documents, Channel.Receipts, Channel.Stores);
        await AppendAsync(shop.OwnerId, EventKind.Document, EventKind.Store);
        var claimed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = Node.WriteAsync(async work =>
        {
            var lanes = await Node.Lanes.ClaimAsync(work, Now, Lease, 1);
            claimed.SetResult();
            await goOn.Task;
            return lanes;
        });
        await claimed.Task;
        var others = await ClaimAsync().WaitAsync(Hang, TimeProvider.System, Ct);
        goOn.SetResult();

        Assert.Equal(2, others.Count);
        Assert.Equal(3, others.Concat(await first).Select(lane => lane.Key).Distinct().Count());
    }
}
