using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Prilavok.Core;

/// <summary>What was read about owners and is asked for again and again: kept until the owner changes, or for a while.</summary>
/// <param name="maxAge">For how long this memory is trusted if the ring of another node is lost.</param>
public sealed class OwnerMemory<TKey, TValue>(TimeProvider clock, TimeSpan maxAge) : IOwnerCache
    where TKey : notnull
{
    /// <summary>Bounds what one process remembers.</summary>
    private const int MostEntries = 100_000;

    private readonly ConcurrentDictionary<TKey, (string OwnerId, TValue Value, DateTimeOffset Until)> _entries = new();
    private readonly ConcurrentDictionary<string, int> _versions = new(StringComparer.Ordinal);
    private int _version;

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (_entries.TryGetValue(key, out var entry) && entry.Until > clock.GetUtcNow())
        {
            value = entry.Value;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>Take it before reading what will be remembered.</summary>
    public int VersionOf(string ownerId) => Volatile.Read(ref _version) + (_versions.TryGetValue(ownerId, out var version) ? version : 0);

    /// <summary>Remembers, unless the owner changed since <paramref name="version"/> was taken.</summary>
    /// <param name="expiresAt">From when on it is not true any more; null is never.</param>
    public void Remember(TKey key, string ownerId, TValue value, int version, DateTimeOffset? expiresAt = null)
    {
        if (_entries.Count >= MostEntries)
        {
            _entries.Clear();
        }

        var until = clock.GetUtcNow() + maxAge;
        _entries[key] = (ownerId, value, expiresAt < until ? expiresAt.Value : until);
        if (VersionOf(ownerId) != version)
        {
            _entries.TryRemove(key, out _);
        }
    }

    public void Forget(string ownerId)
    {
        _versions.AddOrUpdate(ownerId, 1, (_, version) => version + 1);
        foreach (var (key, entry) in _entries)
        {
            if (entry.OwnerId == ownerId)
            {
                _entries.TryRemove(key, out _);
            }
        }
    }

    public void ForgetAll()
    {
        Interlocked.Increment(ref _version);
        _entries.Clear();
    }
}
