using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Delivery;
using Prilavok.Server.Partners;

namespace Prilavok.Server.Delivery;

/// <summary>
/// Keeps due times true where a process died or the clock of the machine was put back. Time that has passed is measured beside the
/// clock: when the clock shows less, it was put back by the difference.
/// </summary>
internal sealed partial class DueTimesWatch(
    IStorage storage, IDueTimes times, IOptions<DeliveryOptions> options, TimeProvider clock, ILogger<DueTimesWatch> logger)
    : BackgroundService, IHostedLifecycleService
{
    /// <summary>Less is the everyday work of a clock that is kept right, and is waited for.</summary>
    private static readonly TimeSpan Jump = TimeSpan.FromSeconds(2);

    /// <summary>Before anything is claimed.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (storage.IsAlone)
        {
            await storage.WriteAsync(
                async work =>
                {
                    await times.FreeAsync(work, clock.GetUtcNow());
                    return true;
                },
                cancellationToken);
        }
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (shown, mark) = (clock.GetUtcNow(), clock.GetTimestamp());
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(options.Value.PollInterval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var (now, passed) = (clock.GetUtcNow(), clock.GetElapsedTime(mark));
            var back = shown + passed - now;
            if (back < Jump || await TryBringForwardAsync(now, back))
            {
                (shown, mark) = (now, clock.GetTimestamp());
            }
        }
    }

    /// <returns>False when it has to be tried again.</returns>
    private async Task<bool> TryBringForwardAsync(DateTimeOffset now, TimeSpan back)
    {
        Log.PutBack(logger, back);
        try
        {
            await storage.WriteAsync(
                async work =>
                {
                    await times.BringForwardAsync(work, now, back);
                    return true;
                },
                CancellationToken.None);
            return true;
        }
        catch (StorageUnavailableException e)
        {
            Log.Unwritten(logger, e);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The clock of this machine was put back by {Back}; what rests comes nearer by as much.")]
        public static partial void PutBack(ILogger logger, TimeSpan back);

        [LoggerMessage(2, LogLevel.Warning, "Due times could not be corrected; trying again.")]
        public static partial void Unwritten(ILogger logger, Exception e);
    }
}
