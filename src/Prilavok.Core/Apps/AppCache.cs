using System.Collections.Concurrent;

namespace Prilavok.Core.Apps;

/// <summary>Apps and installations as the delivery needs them for every request; short-lived, so that other nodes' edits arrive.</summary>
public sealed class AppCache(IStorage storage, IApps apps, IInstallations installations, TimeProvider clock) : IOwnerCache
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(string OwnerId, string AppId), (App? App, Installation? Installation, DateTimeOffset Until)> _entries = new();

    public async ValueTask<(App? App, Installation? Installation)> FindAsync(string ownerId, string appId, CancellationToken ct)
    {
        var key = (ownerId, appId);
        if (_entries.TryGetValue(key, out var entry) && entry.Until > clock.GetUtcNow())
        {
            return (entry.App, entry.Installation);
        }

        var (app, installation) = await storage.ReadAsync(
            async s => (await apps.FindAsync(s, appId), await installations.FindAsync(s, ownerId, appId)), ct);
        _entries[key] = (app, installation, clock.GetUtcNow() + MaxAge);
        return (app, installation);
    }

    public void Forget(string ownerId)
    {
        foreach (var key in _entries.Keys.Where(key => key.OwnerId == ownerId))
        {
            _entries.TryRemove(key, out _);
        }
    }
}
