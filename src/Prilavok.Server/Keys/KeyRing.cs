using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Prilavok.Core;
using Prilavok.Core.Keys;

namespace Prilavok.Server.Keys;

/// <summary>
/// The keys of the server, unwrapped, in the memory of this process. A key that another node has made meanwhile is looked for when it is
/// met.
/// </summary>
internal sealed class KeyRing(IStorage storage, IKeyStore store, TimeProvider clock) : ISecrets
{
    private const string CanaryText = "Prilavok can read what it has kept.";

    /// <summary>So long a key that was not found is not looked for again: what is lost must not cost a look for each secret.</summary>
    private static readonly TimeSpan Lost = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, long> _missing = new(StringComparer.Ordinal);

    private volatile Ring? _ring;

    /// <summary>The master keys that are known, by their ids: the one this process was given, and those that followed it.</summary>
    public IReadOnlyDictionary<string, MasterKey> Masters => Present.Masters;

    private Ring Present => _ring ?? throw new InvalidOperationException("The keys have not been opened.");

    public string Protect(string secret) => Present.Protector.Protect(secret);

    public string Unprotect(string kept)
    {
        var ring = Present;
        try
        {
            return ring.Protector.Unprotect(kept);
        }
        catch (CryptographicException) when (IsWorthLooking(kept, ring))
        {
            Use(ring.Given, storage.ReadAsync(store.ReadAsync, CancellationToken.None).GetAwaiter().GetResult());
            return Present.Protector.Unprotect(kept);
        }
    }

    /// <summary>Takes the keys as they are in the database.</summary>
    /// <param name="given">The master key of this process.</param>
    public void Use(MasterKey given, KeyRows rows) => _ring = RingOf(given, rows, _ring?.Masters);

    /// <summary>The master keys that are known, and those that these rows lead to.</summary>
    public IReadOnlyDictionary<string, MasterKey> MastersIn(KeyRows rows) => MastersFrom(Present.Given, rows, Present.Masters);

    /// <summary>The keys that one master key opens, without using them.</summary>
    public static Ring RingOf(MasterKey given, KeyRows rows, IReadOnlyDictionary<string, MasterKey>? known = null)
    {
        var masters = MastersFrom(given, rows, known);
        var keys = rows.Keys
            .Select(
                key => (key.Id, Xml: masters.GetValueOrDefault(key.MasterId)?.Unwrap(key.Id, key.Wrapped) is { } text ? DataKeys.Read(text) : null))
            .Where(key => key.Xml is not null)
            .ToDictionary(key => key.Id, key => key.Xml!, StringComparer.Ordinal);
        return new Ring(given, masters, DataKeys.ProtectorOf(keys.Values), keys.Keys.ToFrozenSet(StringComparer.Ordinal));
    }

    /// <summary>True where every key that ever protected is there.</summary>
    public bool Opens(IReadOnlyList<Canary> canaries) => canaries.Count > 0 && canaries.All(Opens);

    private bool Opens(Canary canary)
    {
        try
        {
            return Unprotect(canary.Kept) == CanaryText;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>From the given one along its successors. What was known once stays known: the way there may be gone by now.</summary>
    private static Dictionary<string, MasterKey> MastersFrom(MasterKey given, KeyRows rows, IReadOnlyDictionary<string, MasterKey>? known)
    {
        var masters =
            new Dictionary<string, MasterKey>(known ?? FrozenDictionary<string, MasterKey>.Empty, StringComparer.Ordinal) { [given.Id] = given };
        var rest = rows.Masters.Where(master => master.SuccessorId is not null).ToList();
        while (rest.Find(master => masters.ContainsKey(master.Id) && !masters.ContainsKey(master.SuccessorId!)) is { } row)
        {
            rest.Remove(row);
            if (masters[row.Id].Unwrap(row.SuccessorId!, row.Successor!) is { } text && MasterKey.Read(text, out _) is { } successor)
            {
                masters[row.SuccessorId!] = successor;
            }
        }

        return masters;
    }

    private bool IsWorthLooking(string kept, Ring ring)
    {
        if (DataKeys.NameOf(kept) is not { } name || ring.Keys.Contains(name)
            || (_missing.TryGetValue(name, out var since) && clock.GetElapsedTime(since) < Lost))
        {
            return false;
        }

        _missing[name] = clock.GetTimestamp();
        return true;
    }

    /// <param name="Given">The master key of this process.</param>
    /// <param name="Masters">That one, and those it leads to.</param>
    /// <param name="Keys">Names of those that open.</param>
    internal sealed record Ring(MasterKey Given, IReadOnlyDictionary<string, MasterKey> Masters, IDataProtector Protector, FrozenSet<string> Keys)
    {
        public bool Opens(Canary canary) => TextOf(canary.Kept) == CanaryText;

        /// <returns>Null of what does not open.</returns>
        public string? TextOf(string kept)
        {
            try
            {
                return Protector.Unprotect(kept);
            }
            catch (CryptographicException)
            {
                return null;
            }
        }

        public Canary NewCanary()
        {
            var kept = Protector.Protect(CanaryText);
            return new Canary(DataKeys.NameOf(kept)!, kept);
        }
    }
}
