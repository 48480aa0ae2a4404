using Prilavok.Core;

namespace Prilavok.Server.Workers;

/// <summary>Takes up work that becomes due: claims it, does it, and rests until more is due or somebody rings.</summary>
/// <param name="loops">So many claim and work side by side.</param>
/// <param name="poll">Looking without having been told.</param>
/// <param name="faultPause">Rest after an unexpected fault.</param>
internal abstract partial class DueWorker<T>(
    WorkSignal signal, int loops, TimeSpan poll, TimeSpan faultPause, TimeProvider clock, ILogger logger) : BackgroundService
{
    /// <summary>In real time; null when nothing waits.</summary>
    protected abstract Task<DateTimeOffset?> NextDueAsync(CancellationToken ct);

    protected abstract Task<IReadOnlyList<T>> ClaimAsync(DateTimeOffset now);

    protected abstract Task RunAsync(T claimed, CancellationToken ct);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, loops).Select(_ => WorkAsync(stoppingToken)));

    private async Task WorkAsync(CancellationToken ct)
    {
        await Task.Yield();
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var due = signal.Due;
                if (!await DoDueAsync(ct))
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
                Log.CycleFailed(logger, e, faultPause);
                await Task.Delay(faultPause, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <returns>False when nothing was due.</returns>
    private async Task<bool> DoDueAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await NextDueAsync(ct) is not { } next || next > now)
        {
            return false;
        }

        var claimed = await ClaimAsync(now);
        var faults = new List<Exception>();
        foreach (var one in claimed)
        {
            ct.ThrowIfCancellationRequested(); // The rest is taken up by others when its lease is over.
            try
            {
                await RunAsync(one, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                faults.Add(e); // It is taken up again when its lease is over; the others do not wait for theirs.
            }
        }

        return faults.Count > 0 ? throw new AggregateException(faults) : claimed.Count > 0;
    }

    private async Task<TimeSpan> RestAsync(CancellationToken ct)
    {
        if (await NextDueAsync(ct) is not { } next)
        {
            return poll;
        }

        var until = next - clock.GetUtcNow();
        return until < TimeSpan.Zero ? TimeSpan.Zero : until < poll ? until : poll;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Doing what is due failed; resting {Pause}.")]
        public static partial void CycleFailed(ILogger logger, Exception e, TimeSpan pause);
    }
}
