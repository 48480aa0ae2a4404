namespace Prilavok.Core.Catalog;

/// <summary>Wakes the work on bulk tasks, and whoever waits for one to be done. Polling is the safety net.</summary>
public sealed class BulkSignal
{
    private TaskCompletionSource _due = New();
    private TaskCompletionSource _done = New();

    /// <summary>Completes when a task was accepted. Take it before looking, await it after.</summary>
    public Task Due => Volatile.Read(ref _due).Task;

    /// <summary>Completes when a task was done. Take it before looking, await it after.</summary>
    public Task Done => Volatile.Read(ref _done).Task;

    public void RingDue() => Interlocked.Exchange(ref _due, New()).TrySetResult();

    public void RingDone() => Interlocked.Exchange(ref _done, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
