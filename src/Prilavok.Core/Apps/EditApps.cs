using Prilavok.Core.Delivery;

namespace Prilavok.Core.Apps;

/// <summary>What publishers do with their apps.</summary>
public sealed class EditApps(
    IStorage storage, IApps apps, IInstallations installations, ILaneStore lanes, IAudit audit, OwnerCaches caches, Ids ids)
{
    /// <summary>Registers an app of a publisher in a sandbox, and installs nothing.</summary>
    public async Task<App> CreateAsync(IOwnerWork work, string publisherId, AppSettings settings)
    {
        var app = new App
        {
            Id = ids.NewUuid(),
            PublisherId = publisherId,
            Settings = WithKey(settings),
            SandboxOwnerId = work.OwnerId,
            CreatedAt = work.Now,
            UpdatedAt = work.Now,
        };
        await apps.SaveAsync(work, app);
        await audit.AddAsync(work, app.Id, new AuditEntry(work.Now, publisherId, "created", app.Settings));
        return app;
    }

    /// <returns>The app, or null when the publisher has none of this id.</returns>
    public async Task<App?> ChangeAsync(
        string publisherId, string appId, Func<AppSettings, AppSettings> change, DateTimeOffset now, CancellationToken ct)
    {
        var changed = await storage.WriteAsync(
            async work =>
            {
                if (await apps.HoldAsync(work, appId) is not { } app || app.PublisherId != publisherId)
                {
                    return null;
                }

                var next = app with { Settings = WithKey(change(app.Settings)), UpdatedAt = now };
                await apps.SaveAsync(work, next);
                await audit.AddAsync(work, app.Id, new AuditEntry(now, publisherId, "changed", next.Settings));
                return next;
            },
            ct);
        if (changed is not null)
        {
            await SyncLanesAsync(changed, ct);
        }

        return changed;
    }

    /// <summary>A new key signs from now on; the one before signs beside it until <paramref name="overlap"/> is over.</summary>
    /// <returns>The app, or null when the publisher has none of this id.</returns>
    public Task<App?> RotateKeyAsync(string publisherId, string appId, TimeSpan overlap, DateTimeOffset now, CancellationToken ct) => ChangeAsync(
        publisherId,
        appId,
        settings => settings with
        {
            Signing = true,
            SigningKeys =
            [
                SigningKey.New(),
                .. settings.SigningKeys.Take(1).Select(key => key with { Until = now + overlap }),
            ],
        },
        now,
        ct);

    private static AppSettings WithKey(AppSettings settings) =>
        !settings.Signing ? settings with { SigningKeys = [] }
        : settings.SigningKeys.Count == 0 ? settings with { SigningKeys = [SigningKey.New()] }
        : settings;

    private async Task SyncLanesAsync(App app, CancellationToken ct)
    {
        foreach (var ownerId in await storage.ReadAsync(s => apps.OwnersAsync(s, app.Id), ct))
        {
            await storage.WriteAsync(
                ownerId,
                async work =>
                {
                    if (await installations.FindAsync(work, ownerId, app.Id) is not null)
                    {
                        await lanes.SyncAsync(work, app.Id, [.. app.Settings.Urls.Keys]);
                    }

                    work.AfterCommit(() => caches.Forget(ownerId));

                    return true;
                },
                ct);
        }
    }
}
