using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Catalog;

namespace Prilavok.Server.Api.Catalog;

/// <summary>Takes up bulk tasks that are due, a few at a time, each of another owner.</summary>
internal sealed partial class BulkWorker(
    IStorage storage, IBulkTasks tasks, BulkSignal signal, BulkRunner runner, IOptions<CatalogueOptions> options, TimeProvider clock,
    ILogger<BulkWorker> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, options.Value.BulkTasks).Select(_ => WorkAsync(stoppingToken)));

    private async Task WorkAsync(CancellationToken ct)
    {
        await Task.Yield();
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var due = signal.Due;
                if (await ClaimAsync(ct) is { } claimed)
                {
                    await runner.RunAsync(claimed, ct);
                }
                else
                {
                    await due.WaitAsync(await RestAsync(ct), clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Log.CycleFailed(logger, e, options.Value.BulkFaultPause);
                await Task.Delay(options.Value.BulkFaultPause, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<ClaimedBulk?> ClaimAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await storage.ReadAsync(tasks.NextDueAsync, ct) is not { } next || next > now)
        {
            return null;
        }

        return await storage.WriteAsync(work => tasks.ClaimAsync(work, now, options.Value.BulkLease, 1), CancellationToken.None) is [var claimed]
            ? claimed
            : null;
    }

    private async Task<TimeSpan> RestAsync(CancellationToken ct)
    {
        var most = options.Value.BulkPollInterval;
        if (await storage.ReadAsync(tasks.NextDueAsync, ct) is not { } next)
        {
            return most;
        }

        var until = next - clock.GetUtcNow();
        return until < TimeSpan.Zero ? TimeSpan.Zero : until < most ? until : most;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Looking for bulk tasks failed; resting {Pause}.")]
        public static partial void CycleFailed(ILogger logger, Exception e, TimeSpan pause);
    }
}
