using Prilavok.Core.Delivery;

namespace Prilavok.Core.Sandbox;

/// <summary>Waits until nothing of an owner is waiting to be tried now.</summary>
public sealed class Settle(IStorage storage, ILaneStore lanes, LaneSignal signal, TimeProvider clock)
{
    /// <summary>How often to look without having been told: another node may do the work.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);

    /// <returns>What is still open when the time is over; empty when the owner has settled.</returns>
    public async Task<IReadOnlyList<LaneKey>> HandleAsync(string ownerId, TimeSpan timeout, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            var next = signal.Settled;
            var open = await storage.ReadAsync(s => lanes.OpenAsync(s, ownerId, clock.GetUtcNow()), ct);
            var left = timeout - clock.GetElapsedTime(started);
            if (open.Count == 0 || left <= TimeSpan.Zero)
            {
                return open;
            }

            signal.RingDue();
            await next.WaitAsync(left < LookAgain ? left : LookAgain, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ct.ThrowIfCancellationRequested();
        }
    }
}
