using Prilavok.Core.Sandbox;

namespace Prilavok.Server.Sandbox;

/// <summary>Removes sandbox tenants whose time is over.</summary>
internal sealed partial class TenantSweeper(RemoveTenant remove, TimeProvider clock, ILogger<TenantSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await remove.RemoveExpiredAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
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
