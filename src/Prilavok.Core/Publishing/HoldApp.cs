using Prilavok.Core.Apps;
using Prilavok.Core.Installations;
using Prilavok.Core.Owners;

namespace Prilavok.Core.Publishing;

/// <summary>An app nobody else changes meanwhile.</summary>
/// <param name="Lead">In the version that stands for it.</param>
/// <param name="Versions">In each of its versions, as they are now.</param>
/// <param name="Now">On the clock of the sandbox the app belongs to, else the real time.</param>
public sealed record HeldApp(IWork Work, App Lead, IReadOnlyList<App> Versions, DateTimeOffset Now)
{
    public IEnumerable<AppVersion> Lives => Versions.Select(app => app.Version);

    public App? Published => Versions.FirstOrDefault(app => app.Version.State == VersionState.Published);

    /// <summary>True of a version that is kept already, with settings of its own.</summary>
    public bool Has(AppVersion version) => Lives.Any(known => known.Number == version.Number && known.Revision == version.Revision);

    public App? Find(string versionId) =>
        Versions.FirstOrDefault(app => string.Equals(AppVersion.IdOf(app), versionId, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Holds a publisher's app for a change, writes down what was changed, and lets the owners who have the app follow.</summary>
public sealed class HoldApp(
    IStorage storage, IApps apps, IAudit audit, AppTime time, UpdateInstallations update, AppRules rules)
{
    /// <param name="decide">Saves by <see cref="SaveAsync"/> what it is done with.</param>
    public async Task<VersionOutcome> HandleAsync(
        string publisherId, string appId, Func<HeldApp, Task<VersionOutcome>> decide, CancellationToken ct)
    {
        var outcome = await storage.WriteAsync<VersionOutcome>(
            async work =>
            {
                if (await apps.HoldAsync(work, appId) is not { } lead || lead.PublisherId != publisherId)
                {
                    return new VersionOutcome.Unknown();
                }

                var now = await time.NowAsync(work, lead.SandboxOwnerId);
                var versions = await apps.VersionsAsync(work, lead.Id);
                return await decide(new HeldApp(work, lead.At(now, rules), [.. versions.Select(app => app.At(now, rules))], now));
            },
            ct);
        if (outcome is VersionOutcome.Done { App: var changed })
        {
            await update.HandleAsync(changed, ct);
        }

        return outcome;
    }

    /// <param name="action">What was done, for who reads it later.</param>
    public async Task<VersionOutcome> SaveAsync(HeldApp held, App next, string action)
    {
        var changed = next with { Version = next.Version with { UpdatedAt = held.Now } };
        if (!held.Has(changed.Version) && await apps.KeptAsync(held.Work, changed.Id) >= rules.MostKept)
        {
            return new VersionOutcome.Broken(VersionRule.TooMuchKept);
        }

        await apps.SaveAsync(held.Work, changed);
        var before = (held.Versions.FirstOrDefault(app => app.Version.Number == changed.Version.Number) ?? held.Lead).Settings;
        await audit.AddAsync(held.Work, changed.Id, new AuditEntry(held.Now, changed.PublisherId, action), before, changed.Settings);
        return new VersionOutcome.Done(changed);
    }

    /// <inheritdoc cref="IApps.NextNumberAsync"/>
    public Task<int> NextNumberAsync(HeldApp held) => apps.NextNumberAsync(held.Work, held.Lead.Id);

    /// <summary>A version with other settings, or on its way back to a draft. Where owners keep what they installed, it parts from theirs.</summary>
    public App Parted(App app) => rules.Update == UpdateMode.OnInstall && app.Version.State != VersionState.Draft
        ? app with { Version = app.Version with { Revision = app.Version.Revision + 1 } }
        : app;
}

/// <summary>The time of an app: that of the sandbox it belongs to, else the real one.</summary>
public sealed class AppTime(IOwners owners, TimeProvider clock)
{
    public async Task<DateTimeOffset> NowAsync(ISession session, string? sandboxOwnerId) =>
        clock.GetUtcNow() + (
            sandboxOwnerId is null ? TimeSpan.Zero : (await owners.FindAsync(session, sandboxOwnerId))?.ClockOffset ?? TimeSpan.Zero);
}
