using Prilavok.Core.Apps;

namespace Prilavok.Core.Installations;

/// <summary>Lets the owners who have an app follow its versions, where they do so by themselves.</summary>
public sealed class UpdateInstallations(
    IStorage storage, IApps apps, IInstallations installations, KeepInstallations keep, OwnerCaches caches, AppRules rules)
{
    /// <param name="app">In the version that was changed or published.</param>
    public async Task HandleAsync(App app, CancellationToken ct)
    {
        foreach (var ownerId in await storage.ReadAsync(s => apps.OwnersAsync(s, app.Id), ct))
        {
            await storage.WriteAsync(
                ownerId,
                async work =>
                {
                    if (await installations.FindAsync(work, ownerId, app.Id) is { } installation && Follows(installation, app.Version))
                    {
                        await keep.MoveAsync(work, installation, app);
                    }

                    work.AfterCommit(() => caches.Forget(ownerId));
                    return true;
                },
                ct);
        }
    }

    /// <summary>True for who has the version, and for who has an older one when it is published.</summary>
    private bool Follows(Installation installation, AppVersion version) => rules.Update == UpdateMode.Automatic
        && (installation.Version == version.Number || (version.State == VersionState.Published && installation.Version < version.Number));
}
