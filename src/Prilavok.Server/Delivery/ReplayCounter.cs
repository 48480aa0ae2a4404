using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Delivery;
using Prilavok.Server.Partners;

namespace Prilavok.Server.Delivery;

/// <param name="Events">To be sent.</param>
/// <param name="Lanes">Those that have any of them.</param>
internal sealed record ReplayCount(long Events, IReadOnlyList<ReplayLane> Lanes);

/// <summary>Counts the events of a replay, a few at a time.</summary>
internal sealed class ReplayCounter(
    IStorage storage, IReplays replays, ReplayWalk walk, IOptions<DeliveryOptions> options, TimeProvider clock)
{
    /// <summary>So many rows go in one commit.</summary>
    private const int LanesAtATime = 1000;

    private TimeSpan Lease => options.Value.Lease;

    /// <param name="leaveFaults">Leaves a lane that cannot be read to the sender, which finds the same fault and reports it.</param>
    /// <param name="goesOn">Is asked before each look at a log.</param>
    /// <returns>Null when it was not to go on.</returns>
    public async Task<ReplayCount?> CountAsync(
        ReplayOrder order, IReadOnlyList<ReplayLane> lanes, bool leaveFaults, Func<ValueTask<bool>> goesOn, CancellationToken ct)
    {
        long events = 0;
        var concerned = new List<ReplayLane>();
        foreach (var lane in lanes)
        {
            if (!await goesOn())
            {
                return null;
            }

            var before = events;
            var isBroken = false;
            try
            {
                await foreach (var step in walk.StepsAsync(order, lane, ct))
                {
                    events += step.Events.Count;
                    if (!await goesOn())
                    {
                        return null;
                    }
                }
            }
            catch (Exception e) when (leaveFaults && e is not (OperationCanceledException or StorageUnavailableException))
            {
                isBroken = true;
            }

            if (events > before || isBroken)
            {
                concerned.Add(lane);
            }
        }

        return new ReplayCount(events, concerned);
    }

    /// <summary>Counts a claimed replay, keeps its lease meanwhile, and drops the lanes that have nothing to send.</summary>
    /// <returns>The replay with its count; null when it was stopped meanwhile, or is another's.</returns>
    public async Task<Replay?> CountAsync(Replay replay, CancellationToken ct)
    {
        var lanes = await storage.ReadAsync(s => replays.LanesAsync(s, replay), ct);
        var renewed = clock.GetTimestamp();
        if (await CountAsync(replay.Order, lanes, leaveFaults: true, RenewAsync, ct) is not { } count)
        {
            return null;
        }

        var empty = lanes.Select(lane => lane.Key).Except(count.Lanes.Select(lane => lane.Key));
        foreach (var some in empty.Chunk(LanesAtATime))
        {
            if (!await KeepAsync(replay, null, some))
            {
                return null;
            }
        }

        return await KeepAsync(replay, count.Events, []) ? replay with { Events = count.Events } : null;

        async ValueTask<bool> RenewAsync()
        {
            if (clock.GetElapsedTime(renewed) < Lease / 2)
            {
                return true;
            }

            renewed = clock.GetTimestamp();
            return await KeepAsync(replay, null, []);
        }
    }

    private Task<bool> KeepAsync(Replay replay, long? events, IReadOnlyList<LaneKey> empty) => storage.WriteAsync(
        work => replays.CountAsync(work, replay, events, empty, clock.GetUtcNow() + Lease), CancellationToken.None);
}
