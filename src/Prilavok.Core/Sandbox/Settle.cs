using Prilavok.Core.Catalog;
using Prilavok.Core.Delivery;
using Prilavok.Core.Subscriptions;

namespace Prilavok.Core.Sandbox;

/// <summary>What of an owner is waiting to be tried now.</summary>
/// <param name="BulkTasks">Their ids.</param>
/// <param name="Replays">Their ids.</param>
public sealed record Unsettled(IReadOnlyList<LaneKey> Lanes, IReadOnlyList<string> BulkTasks, IReadOnlyList<SubscriptionKey> Subscriptions,
    IReadOnlyList<string> Replays)
{
    public bool IsEmpty => Lanes.Count == 0 && BulkTasks.Count == 0 && Subscriptions.Count == 0 && Replays.Count == 0;
}

/// <summary>Waits until nothing of an owner is waiting to be tried now.</summary>
public sealed class Settle(
    IStorage storage, ILaneStore lanes, LaneSignal laneSignal, IBulkTasks tasks, BulkSignal bulkSignal, ISubscriptions subscriptions,
    BillingSignal billingSignal, IReplays replays, ReplaySignal replaySignal, TimeProvider clock)
{
    /// <summary>How often to look without having been told: another node may do the work.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);

    /// <returns>What is still open when the time is over; empty when the owner has settled.</returns>
    public async Task<Unsettled> HandleAsync(string ownerId, TimeSpan timeout, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            var next = Task.WhenAny(laneSignal.Settled, bulkSignal.Settled, billingSignal.Settled, replaySignal.Settled);
            var open = await storage.ReadAsync(
                async s => new Unsettled(
                    await lanes.OpenAsync(s, ownerId, clock.GetUtcNow()),
                    await tasks.OpenAsync(s, ownerId),
                    await subscriptions.OpenAsync(s, ownerId, clock.GetUtcNow()),
                    await replays.OpenAsync(s, ownerId)),
                ct);
            var left = timeout - clock.GetElapsedTime(started);
            if (open.IsEmpty || left <= TimeSpan.Zero)
            {
                return open;
            }

            laneSignal.RingDue();
            bulkSignal.RingDue();
            billingSignal.RingDue();
            await ((Task)next).WaitAsync(left < LookAgain ? left : LookAgain, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ct.ThrowIfCancellationRequested();
        }
    }
}
