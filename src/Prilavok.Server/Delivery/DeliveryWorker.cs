using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Delivery;
using Prilavok.Server.Partners;

namespace Prilavok.Server.Delivery;

/// <summary>Finds due lanes and lets each run by itself: no lane waits for another.</summary>
internal sealed partial class DeliveryWorker(
    IStorage storage, ILaneStore lanes, LaneSignal signal, LaneRunner runner, Judge judge, IOptions<DeliveryOptions> options, TimeProvider clock,
    ILogger<DeliveryWorker> logger) : BackgroundService
{
    /// <summary>Lanes claimed in one transaction.</summary>
    private const int MostClaimed = 128;

    private readonly CancellationTokenSource _abandon = new();
    private int _running;

    public override void Dispose()
    {
        _abandon.Dispose();
        base.Dispose();
    }

    /// <summary>Lets what is in flight finish for a while, then gives the lanes back.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        _abandon.CancelAfter(options.Value.StopGrace);
        while (Volatile.Read(ref _running) > 0)
        {
            var settled = signal.Settled;
            if (Volatile.Read(ref _running) > 0)
            {
                await settled.WaitAsync(options.Value.PollInterval, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (cancellationToken.IsCancellationRequested)
            {
                return; // Their leases run out by themselves.
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var due = signal.Due;
                if (!await StartDueAsync(stoppingToken))
                {
                    var rest = await RestAsync(stoppingToken);
                    await due.WaitAsync(rest, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Log.CycleFailed(logger, e, options.Value.FaultPause);
                await Task.Delay(options.Value.FaultPause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <returns>True when there may be more.</returns>
    private async Task<bool> StartDueAsync(CancellationToken ct)
    {
        var room = Math.Min(MostClaimed, options.Value.Lanes - Volatile.Read(ref _running));
        var now = clock.GetUtcNow();
        if (room <= 0 || await storage.ReadAsync(lanes.NextDueAsync, ct) is not { } next || next > now)
        {
            return false;
        }

        var claimed = await storage.WriteAsync(work => lanes.ClaimAsync(work, now, options.Value.Lease, room), CancellationToken.None);
        foreach (var lane in claimed)
        {
            Interlocked.Increment(ref _running);
            _ = Task.Run(() => RunAsync(lane), CancellationToken.None);
        }

        return claimed.Count == room;
    }

    private async Task RunAsync(ClaimedLane lane)
    {
        try
        {
            await runner.RunAsync(lane, _abandon.Token);
        }
        catch (Exception e)
        {
            Log.LaneFailed(logger, e, lane.Key.OwnerId, lane.Key.AppId, Channels.NameOf(lane.Key.Channel));
            await RestAsync(lane, e);
        }
        finally
        {
            if (Interlocked.Decrement(ref _running) == options.Value.Lanes - 1)
            {
                signal.RingDue();
            }

            signal.RingSettled();
        }
    }

    /// <summary>Whoever looks at the lane finds the reason. While the storage is away nothing can be said: then the lease hands it on.</summary>
    private async Task RestAsync(ClaimedLane lane, Exception fault)
    {
        if (fault is StorageUnavailableException)
        {
            return;
        }

        try
        {
            await storage.WriteAsync(
                lane.Key.OwnerId, work => lanes.SettleAsync(work, lane, judge.OfFault(lane, fault), null, clock.GetUtcNow()), CancellationToken.None);
        }
        catch (Exception e)
        {
            Log.NotSaid(logger, e, lane.Key.OwnerId, lane.Key.AppId, Channels.NameOf(lane.Key.Channel));
        }
    }

    private async Task<TimeSpan> RestAsync(CancellationToken ct)
    {
        var most = options.Value.PollInterval;
        if (Volatile.Read(ref _running) >= options.Value.Lanes || await storage.ReadAsync(lanes.NextDueAsync, ct) is not { } next)
        {
            return most;
        }

        var until = next - clock.GetUtcNow();
        return until < TimeSpan.Zero ? TimeSpan.Zero : until < most ? until : most;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Looking for due lanes failed; resting {Pause}.")]
        public static partial void CycleFailed(ILogger logger, Exception e, TimeSpan pause);

        [LoggerMessage(2, LogLevel.Error, "Lane {OwnerId}/{AppId}/{Channel} failed; it rests and is taken up again.")]
        public static partial void LaneFailed(ILogger logger, Exception e, string ownerId, string appId, string channel);

        [LoggerMessage(
            3, LogLevel.Error, "That lane {OwnerId}/{AppId}/{Channel} failed cannot be written down; it is taken up again when its lease is over.")]
        public static partial void NotSaid(ILogger logger, Exception e, string ownerId, string appId, string channel);
    }
}
