using Prilavok.Core.Apps;

namespace Prilavok.Core.Publishing;

/// <summary>What publishers do with the hooks of their apps' versions.</summary>
public sealed class EditHooks(IStorage storage, IApps apps, IHooks hooks, IAudit audit, Ids ids, TimeProvider clock)
{
    public Task<Hook> CreateAsync(App app, string versionId, HookSettings settings, CancellationToken ct) => storage.WriteAsync(
        async work =>
        {
            var now = clock.GetUtcNow();
            var hook = new Hook(ids.NewUuid(), app.Id, versionId, settings, now, now);
            await SaveAsync(work, app, hook, "hook created");
            return hook;
        },
        ct);

    /// <returns>Null when the version has no such hook.</returns>
    public Task<Hook?> ChangeAsync(
        App app, string versionId, string hookId, Func<HookSettings, HookSettings> change, CancellationToken ct) => storage.WriteAsync(
        async work =>
        {
            await apps.HoldAsync(work, app.Id); // Two changes at a time would each undo the other.
            if (await hooks.FindAsync(work, app.Id, versionId, hookId) is not { } hook)
            {
                return null;
            }

            var next = hook with { Settings = change(hook.Settings), UpdatedAt = clock.GetUtcNow() };
            await SaveAsync(work, app, next, "hook changed");
            return next;
        },
        ct);

    /// <returns>False when the version has no such hook.</returns>
    public Task<bool> RemoveAsync(App app, string versionId, string hookId, CancellationToken ct) => storage.WriteAsync(
        async work =>
        {
            if (await hooks.FindAsync(work, app.Id, versionId, hookId) is not { } hook)
            {
                return false;
            }

            await hooks.RemoveAsync(work, hook);
            await AuditAsync(work, app, "hook removed");
            return true;
        },
        ct);

    private async Task SaveAsync(IWork work, App app, Hook hook, string action)
    {
        await hooks.SaveAsync(work, hook);
        await AuditAsync(work, app, action);
    }

    private Task AuditAsync(IWork work, App app, string action) =>
        audit.AddAsync(work, app.Id, new AuditEntry(clock.GetUtcNow(), app.PublisherId, action));
}
