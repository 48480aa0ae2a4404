using System.Collections.Concurrent;

namespace Prilavok.Core.Log;

/// <summary>Tells whoever waits on an owner's log that it grew. Rung after the commit; a missed ring costs only a time-out.</summary>
public sealed class OwnerSignal
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, long> _versions = new(StringComparer.Ordinal);

    /// <summary>Completes at the next ring for the owner. Take it before looking at the log, await it after.</summary>
    public Task NextAsync(string ownerId) =>
        _waiting.GetOrAdd(ownerId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Changes with every ring for the owner. What was read after taking it holds as long as it stays.</summary>
    public long VersionOf(string ownerId) => _versions.TryGetValue(ownerId, out var version) ? version : 0;

    public void Ring(string ownerId)
    {
        _versions.AddOrUpdate(ownerId, 1, static (_, version) => version + 1);
        if (_waiting.TryRemove(ownerId, out var waiter))
        {
            waiter.TrySetResult();
        }
    }

    /// <summary>For whoever waits on any log.</summary>
    public void RingAll()
    {
        foreach (var ownerId in _waiting.Keys)
        {
            Ring(ownerId);
        }
    }
}
