using Prilavok.Core.Delivery;
using Prilavok.Core.Log;

namespace Prilavok.Core.Apps;

/// <summary>Takes an app out of an owner's account. Its notifications stop, but for the one that says so.</summary>
public sealed class RemoveApp(
    IStorage storage, IApps apps, IInstallations installations, ILaneStore lanes, IEventLog log, OwnerCaches caches)
{
    /// <returns>False when the owner does not have the app.</returns>
    public Task<bool> HandleAsync(string ownerId, Source source, string appId, CancellationToken ct) =>
        storage.WriteAsync(
            ownerId,
            async work =>
            {
                if (await apps.FindAsync(work, appId) is not { } app || await installations.FindAsync(work, ownerId, appId) is null)
                {
                    return false;
                }

                await installations.RemoveAsync(work, app.Id);
                await log.AppendAsync(work, source, [InstallApp.EventOf(EventKind.Installation, EventAction.Removed, app.Id)]);
                await lanes.SyncAsync(work, app.Id, [.. app.Settings.Urls.Keys.Where(Channels.IsAboutInstallation)]);
                work.AfterCommit(() => caches.Forget(ownerId));
                return true;
            },
            ct);
}
