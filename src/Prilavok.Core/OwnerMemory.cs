using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Prilavok.Core;

/// <summary>Remembers readings about owners that are asked for again and again, until the owner changes or for a while.</summary>
/// <param name="maxAge">For how long this memory is trusted if the ring of another node is lost.</param>
public sealed class OwnerMemory<TKey, TValue>(TimeProvider clock, TimeSpan maxAge) : IOwnerCache
    where TKey : notnull
{
    /// <summary>Bounds the entries that one process remembers, and the owners whose changes it counts: one more, and all are forgotten.</summary>
    private const int MostEntries = 100_000;

    private Memory _memory = new();

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (Volatile.Read(ref _memory).Entries.TryGetValue(key, out var entry) && entry.Version.IsCurrent && entry.Until > clock.GetUtcNow())
        {
            value = entry.Value;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>Take it before reading what will be remembered.</summary>
    public OwnerVersion VersionOf(string ownerId)
    {
        var memory = Volatile.Read(ref _memory);
        if (!memory.Changes.TryGetValue(ownerId, out var changes))
        {
            if (Interlocked.Increment(ref memory.Owners) > MostEntries)
            {
                memory = Renew(memory);
            }

            changes = memory.Changes.GetOrAdd(ownerId, _ => new StrongBox<long>());
        }

        return new OwnerVersion(memory, changes);
    }

    /// <summary>Remembers, unless the owner changed since <paramref name="version"/> was taken.</summary>
    /// <param name="expiresAt">From when on it is not true any more; null is never.</param>
    public void Remember(TKey key, TValue value, OwnerVersion version, DateTimeOffset? expiresAt = null)
    {
        var memory = Volatile.Read(ref _memory);
        if (!version.IsOf(memory) || !version.IsCurrent)
        {
            return;
        }

        var until = clock.GetUtcNow() + maxAge;
        var entry = new Entry(value, version, expiresAt < until ? expiresAt.Value : until);
        if (!memory.Entries.TryAdd(key, entry))
        {
            memory.Entries[key] = entry;
        }
        else if (Interlocked.Increment(ref memory.Count) > MostEntries)
        {
            Renew(memory);
        }
    }

    /// <summary>Costs one addition, however much is remembered: an entry whose version is not current is not given out.</summary>
    public void Forget(string ownerId)
    {
        if (Volatile.Read(ref _memory).Changes.TryGetValue(ownerId, out var changes))
        {
            Interlocked.Increment(ref changes.Value);
        }
    }

    public void ForgetAll() => Volatile.Write(ref _memory, new Memory());

    /// <summary>Begins anew, unless somebody else has done so.</summary>
    private Memory Renew(Memory full)
    {
        var empty = new Memory();
        var found = Interlocked.CompareExchange(ref _memory, empty, full);
        return found == full ? empty : found;
    }

    private readonly record struct Entry(TValue Value, OwnerVersion Version, DateTimeOffset Until);

    /// <summary>Entries and the changes that end them are forgotten together, or a change would not be seen by an entry.</summary>
    private sealed class Memory
    {
        public readonly ConcurrentDictionary<TKey, Entry> Entries = new();

        /// <summary>How often each owner has changed since somebody first asked.</summary>
        public readonly ConcurrentDictionary<string, StrongBox<long>> Changes = new(StringComparer.Ordinal);

        public int Count;

        public int Owners;
    }
}
