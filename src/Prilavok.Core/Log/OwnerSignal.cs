using System.Collections.Concurrent;

namespace Prilavok.Core.Log;

/// <summary>Tells whoever waits on an owner's log that it grew. Rung after the commit; a missed ring costs only a time-out.</summary>
public sealed class OwnerSignal
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new(StringComparer.Ordinal);

    /// <summary>Completes at the next ring for the owner. Take it before looking at the log, await it after.</summary>
    public Task NextAsync(string ownerId) =>
        _waiting.GetOrAdd(ownerId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Ring(string ownerId)
    {
        if (_waiting.TryRemove(ownerId, out var waiter))
        {
            waiter.TrySetResult();
        }
    }
}
