using CsCheck;
using Prilavok.Core.Delivery;
using Prilavok.Core.Log;
using Prilavok.Core.Sandbox;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Delivery;

/// <summary>Random histories, step by step beside a model: whatever happens, each lane tells every event of its kind, in order.</summary>
public abstract class LaneHistoryTests<TStore> : LaneSuite<TStore>
    where TStore : StoreFixture, new()
{
    private static readonly Channel[] Opened = [Channel.Stores, Channel.Documents, Channel.Receipts];

    private static readonly EventKind[] Kinds = [EventKind.Document, EventKind.Store, EventKind.Role];

    private static readonly TimeSpan Pause = Lease * 2;

    private static readonly Gen<Step> AnyStep = Gen.Select(
        Gen.Frequency(
            (4, Gen.Const(Act.Append)), (4, Gen.Const(Act.Claim)), (6, Gen.Const(Act.Advance)), (2, Gen.Const(Act.Retry)),
            (1, Gen.Const(Act.GiveUp)), (2, Gen.Const(Act.Wait)), (1, Gen.Const(Act.Shift))),
        Gen.Int[0, 11],
        (act, number) => new Step(act, number));

    private enum Act
    {
        Append,
        Claim,
        Advance,
        Retry,
        GiveUp,
        Wait,
        Shift,
    }

    [Fact]
    public Task Every_lane_tells_every_event_of_its_kind_in_order() =>
        AnyStep.List[5, 60].SampleAsync(RunAsync, iter: 40, threads: 1);

    private async Task RunAsync(List<Step> steps)
    {
        var shop = await Shop.OpenAsync(Node, Opened);
        try
        {
            await RunAsync(steps, shop);
        }
        finally
        {
            await Node.Get<RemoveTenant>().HandleAsync(shop.OwnerId, Ct);
        }
    }

    private async Task RunAsync(List<Step> steps, Shop shop)
    {
        var model = new LaneModel(Opened, await HeadAsync(shop.OwnerId)) { Now = Now.ToUnixTimeMilliseconds() };
        var held = new List<ClaimedLane>();
        foreach (var step in steps)
        {
            await TakeAsync(step, shop, model, held);
            await AssertSameAsync(shop, model);
        }

        await DrainAsync(shop, model);
        foreach (var (channel, lane) in model.Lanes)
        {
            Assert.Equal(model.After(channel, 0), lane.Told);
        }
    }

    private async Task TakeAsync(Step step, Shop shop, LaneModel model, List<ClaimedLane> held)
    {
        switch (step.Act)
        {
            case Act.Append:
                var kind = Kinds[step.Number % Kinds.Length];
                await AppendAsync(shop.OwnerId, kind);
                model.Append(kind);
                break;
            case Act.Claim:
                held.AddRange(await ClaimBothAsync(model, 1 + (step.Number % Opened.Length)));
                break;
            case Act.Wait:
                WaitBoth(model, step.Number % 2 == 0 ? Lease : Pause);
                break;
            case Act.Shift:
                await Node.WriteAsync(shop.OwnerId, work => Node.Lanes.ShiftAsync(work, Lease));
                model.Shift((long)Lease.TotalMilliseconds);
                break;
            default:
                if (held.Count > 0)
                {
                    var lane = held[step.Number % held.Count];
                    held.Remove(lane);
                    held.AddRange(await SettleBothAsync(model, lane, VerdictOf(step, model, lane)));
                }

                break;
        }
    }

    /// <summary>Up to two events are told of, as a worker would: to the last of them, or to the end of what was read.</summary>
    private static Verdict VerdictOf(Step step, LaneModel model, ClaimedLane lane)
    {
        var read = model.After(lane.Key.Channel, lane.Cursor).Take(1 + (step.Number % 2)).ToList();
        var end = read.Count <= step.Number % 2 ? model.Head : read[^1];
        return step.Act switch
        {
            Act.Retry => new Verdict.Retry(Pause),
            Act.GiveUp => new Verdict.GiveUp(end),
            _ => new Verdict.Advance(end),
        };
    }

    private async Task<IReadOnlyList<ClaimedLane>> ClaimBothAsync(LaneModel model, int limit)
    {
        var due = model.Due.ToDictionary(channel => channel, channel => model.Lanes[channel].Due);
        var claimed = await ClaimAsync(limit);
        Assert.Equal(Math.Min(limit, due.Count), claimed.Count);
        foreach (var lane in claimed)
        {
            var meant = model.Lanes[lane.Key.Channel];
            Assert.True(due.Remove(lane.Key.Channel, out var since));
            Assert.All(due.Where(rest => claimed.All(c => c.Key.Channel != rest.Key)), rest => Assert.True(rest.Value >= since));
            Assert.Equal((meant.Cursor, meant.Failures), (lane.Cursor, lane.Failures));
            Assert.True(lane.Generation > (meant.HeldBy ?? 0));
            model.Claim(lane.Key.Channel, lane, (long)Lease.TotalMilliseconds);
        }

        return claimed;
    }

    /// <returns>The lane, if it stays ours.</returns>
    private async Task<IEnumerable<ClaimedLane>> SettleBothAsync(LaneModel model, ClaimedLane lane, Verdict verdict)
    {
        var next = await SettleAsync(lane, verdict);
        var stays = model.Settle(lane, verdict, (long)Lease.TotalMilliseconds) && model.Lanes[lane.Key.Channel].IsLeased;
        Assert.Equal(stays, next is not null);
        return next is null ? [] : [next];
    }

    private async Task DrainAsync(Shop shop, LaneModel model)
    {
        WaitBoth(model, TimeSpan.FromDays(1));
        while (await ClaimBothAsync(model, Opened.Length) is { Count: > 0 } claimed)
        {
            foreach (var lane in claimed)
            {
                await SettleBothAsync(model, lane, new Verdict.Advance(model.Head));
            }
        }

        await AssertSameAsync(shop, model);
    }

    private async Task AssertSameAsync(Shop shop, LaneModel model)
    {
        var lanes = await Node.ReadAsync(s => Node.Lanes.ListAsync(s, new LaneQuery(shop.App.Id), 1000));
        Assert.Equal(
            model.Lanes.Select(pair => (pair.Key, pair.Value.Cursor, pair.Value.Due, pair.Value.IsLeased, pair.Value.Failures, model.Head)),
            lanes.Select(lane => (lane.Key.Channel, lane.Cursor, lane.DueAt?.ToUnixTimeMilliseconds(), lane.Leased, lane.Failures, lane.Head)));
    }

    private void WaitBoth(LaneModel model, TimeSpan time)
    {
        Store.Clock.Advance(time);
        model.Now = Now.ToUnixTimeMilliseconds();
    }

    private sealed record Step(Act Act, int Number);
}

public sealed class SqliteLaneHistoryTests : LaneHistoryTests<SqliteFixture>;

public sealed class PostgreSqlLaneHistoryTests : LaneHistoryTests<PostgreSqlFixture>;
