using System.Collections.Concurrent;

namespace Prilavok.Core.Access;

/// <summary>Who is behind a token: asked on every call, so kept here until the owner's log says that something changed.</summary>
public sealed class AccessCache(TimeProvider clock) : IOwnerCache
{
    /// <summary>Bounds what one process remembers, and for how long it trusts its memory if a ring from another node is lost.</summary>
    private const int MostEntries = 100_000;

    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (Grant Grant, DateTimeOffset Until)> _grants = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _versions = new(StringComparer.Ordinal);

    public bool TryGet(string token, out Grant grant)
    {
        if (_grants.TryGetValue(token, out var entry) && entry.Until > clock.GetUtcNow())
        {
            grant = entry.Grant;
            return true;
        }

        grant = Grant.Unknown;
        return false;
    }

    /// <summary>Take it before reading what will be remembered.</summary>
    public int VersionOf(string ownerId) => _versions.TryGetValue(ownerId, out var version) ? version : 0;

    /// <summary>Remembers, unless the owner changed since <paramref name="version"/> was taken.</summary>
    /// <param name="expiresAt">When the token itself runs out; null is never.</param>
    public void Remember(string token, Grant grant, int version, DateTimeOffset? expiresAt = null)
    {
        if (_grants.Count >= MostEntries)
        {
            _grants.Clear();
        }

        var until = clock.GetUtcNow() + MaxAge;
        _grants[token] = (grant, expiresAt < until ? expiresAt.Value : until);
        if (VersionOf(grant.OwnerId) != version)
        {
            _grants.TryRemove(token, out _);
        }
    }

    public void Forget(string ownerId)
    {
        _versions.AddOrUpdate(ownerId, 1, (_, version) => version + 1);
        foreach (var (token, entry) in _grants)
        {
            if (entry.Grant.OwnerId == ownerId)
            {
                _grants.TryRemove(token, out _);
            }
        }
    }
}
