using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Catalog;

namespace Prilavok.Server.Api.Catalog;

/// <summary>Forgets bulk tasks that were done long ago.</summary>
internal sealed partial class BulkSweeper(
    IStorage storage, IBulkTasks tasks, IOptions<CatalogueOptions> options, TimeProvider clock, ILogger<BulkSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Tasks in one unit of work: their details may be megabytes.</summary>
    private const int Most = 10;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                while (await storage.WriteAsync(
                    work => tasks.SweepAsync(work, clock.GetUtcNow() - options.Value.BulkRetention, Most), stoppingToken) == Most)
                {
                    // More may be left.
                }
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
        [LoggerMessage(1, LogLevel.Error, "Forgetting old bulk tasks failed; trying again in {Interval}.")]
        public static partial void Failed(ILogger logger, Exception e, TimeSpan interval);
    }
}
