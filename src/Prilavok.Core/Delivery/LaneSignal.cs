namespace Prilavok.Core.Delivery;

/// <summary>Wakes the delivery when lanes became due, and whoever waits for it to come to rest. Polling is the safety net.</summary>
public sealed class LaneSignal
{
    private TaskCompletionSource _due = New();
    private TaskCompletionSource _settled = New();

    /// <summary>Completes when lanes became due. Take it before looking, await it after.</summary>
    public Task Due => Volatile.Read(ref _due).Task;

    /// <summary>Completes when a lane came to rest. Take it before looking, await it after.</summary>
    public Task Settled => Volatile.Read(ref _settled).Task;

    public void RingDue() => Interlocked.Exchange(ref _due, New()).TrySetResult();

    public void RingSettled() => Interlocked.Exchange(ref _settled, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
