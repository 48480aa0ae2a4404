namespace Prilavok.Core;

/// <summary>Wakes those who do work that became due, and whoever waits for it to come to rest. Polling is the safety net.</summary>
public abstract class WorkSignal
{
    private TaskCompletionSource _due = New();
    private TaskCompletionSource _settled = New();

    /// <summary>Completes when something became due. Take it before looking, await it after.</summary>
    public Task Due => Volatile.Read(ref _due).Task;

    /// <summary>Completes when something came to rest. Take it before looking, await it after.</summary>
    public Task Settled => Volatile.Read(ref _settled).Task;

    public void RingDue() => Interlocked.Exchange(ref _due, New()).TrySetResult();

    public void RingSettled() => Interlocked.Exchange(ref _settled, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
