using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Delivery;

namespace Prilavok.Server.Delivery;

/// <summary>Forgets attempts that are too old or too many.</summary>
internal sealed partial class AttemptSweeper(
    IStorage storage, IAttempts attempts, IOptions<DeliveryOptions> options, TimeProvider clock, ILogger<AttemptSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await storage.WriteAsync(
                    async work =>
                    {
                        var now = clock.GetUtcNow();
                        await attempts.PruneAsync(work, now - options.Value.AttemptsKept, now, options.Value.MostAttempts);
                        return true;
                    },
                    stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Log.Failed(logger, e, Interval);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Forgetting old attempts failed; trying again in {Interval}.")]
        public static partial void Failed(ILogger logger, Exception e, TimeSpan interval);
    }
}
