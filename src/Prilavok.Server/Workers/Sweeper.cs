namespace Prilavok.Server.Workers;

/// <summary>Does something again and again, a fixed time after it was done last. What fails is tried again the next time.</summary>
internal abstract partial class Sweeper(TimeSpan interval, TimeProvider clock, ILogger logger) : BackgroundService
{
    protected abstract Task SweepAsync(CancellationToken ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Log.Failed(logger, e, GetType().Name, interval);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Sweeper} failed; trying again in {Interval}.")]
        public static partial void Failed(ILogger logger, Exception e, string sweeper, TimeSpan interval);
    }
}
