using Prilavok.Core.Apps;
using Prilavok.Core.Owners;

namespace Prilavok.Core.Installations;

/// <summary>Apps and installations as the delivery needs them for every request; short-lived, so that other nodes' edits arrive.</summary>
public sealed class AppCache(IStorage storage, IApps apps, IInstallations installations, IChaos chaos, TimeProvider clock) : IOwnerCache
{
    private readonly OwnerMemory<(string OwnerId, string AppId), (App? App, Installation? Installation, Chaos? Chaos)> _found =
        new(clock, TimeSpan.FromSeconds(2));

    public async ValueTask<(App? App, Installation? Installation, Chaos? Chaos)> FindAsync(string ownerId, string appId, CancellationToken ct)
    {
        if (_found.TryGet((ownerId, appId), out var known))
        {
            return known;
        }

        var version = _found.VersionOf(ownerId);
        var found = await storage.ReadAsync(
            async s =>
            {
                var installation = await installations.FindAsync(s, ownerId, appId);
                return (await apps.FindAsync(s, appId, installation), installation, await chaos.FindAsync(s, ownerId));
            },
            ct);
        _found.Remember((ownerId, appId), found, version);
        return found;
    }

    public void Forget(string ownerId) => _found.Forget(ownerId);

    public void ForgetAll() => _found.ForgetAll();
}
