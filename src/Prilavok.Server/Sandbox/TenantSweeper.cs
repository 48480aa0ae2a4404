using Prilavok.Core.Sandbox;

namespace Prilavok.Server.Sandbox;

/// <summary>Removes sandbox tenants whose time is over.</summary>
internal sealed partial class TenantSweeper(RemoveTenant remove, TimeProvider clock, ILogger<TenantSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await remove.RemoveExpiredAsync(stoppingToken);
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
        [LoggerMessage(1, LogLevel.Error, "Removing expired tenants failed; trying again in {Interval}.")]
        public static partial void Failed(ILogger logger, Exception e, TimeSpan interval);
    }
}
