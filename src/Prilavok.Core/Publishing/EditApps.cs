using Prilavok.Core.Apps;

namespace Prilavok.Core.Publishing;

/// <summary>What publishers do with their apps.</summary>
public sealed class EditApps(IStorage storage, IApps apps, IAudit audit, HoldApp hold, AppTime time, Ids ids)
{
    /// <summary>Registers an app of a publisher in a sandbox. It is published, and nobody has it.</summary>
    public Task<App> CreateAsync(IOwnerWork work, string publisherId, AppSettings settings) =>
        AddAsync(work, publisherId, work.OwnerId, settings, VersionState.Published, work.Now);

    /// <summary>Registers an app with a draft of its first version. That of a sandbox's publisher stays in that sandbox.</summary>
    public async Task<App> RegisterAsync(string publisherId, AppSettings settings, CancellationToken ct)
    {
        var others = await storage.ReadAsync(s => apps.OfPublisherAsync(s, publisherId), ct);
        return others.FirstOrDefault(app => app.SandboxOwnerId is not null)?.SandboxOwnerId is { } sandbox
            ? await storage.WriteAsync(sandbox, work => AddAsync(work, publisherId, sandbox, settings, VersionState.Draft, work.Now), ct)
            : await storage.WriteAsync(
                async work => await AddAsync(work, publisherId, null, settings, VersionState.Draft, await time.NowAsync(work, null)), ct);
    }

    /// <summary>
    /// Changes what is in force of a sandbox's app, at once. Of an app for everybody, the newest version that can be edited.
    /// </summary>
    public Task<VersionOutcome> ChangeAsync(string publisherId, string appId, Func<AppSettings, AppSettings> change, CancellationToken ct) =>
        hold.HandleAsync(publisherId, appId, held => ChangeAsync(held, change), ct);

    /// <summary>
    /// A new key signs from now on; the one before signs beside it until <paramref name="overlap"/> is over, in every version that signs.
    /// </summary>
    /// <param name="now">Real time.</param>
    public Task<VersionOutcome> RotateKeyAsync(string publisherId, string appId, TimeSpan overlap, DateTimeOffset now, CancellationToken ct) =>
        hold.HandleAsync(
            publisherId,
            appId,
            async held =>
            {
                var keys = Enum.GetValues<SigningScheme>().ToDictionary(scheme => scheme, SigningKey.New);
                if (!held.Lead.Settings.Signing)
                {
                    return await ChangeAsync(held, settings => settings with { Signing = true, SigningKeys = [keys[settings.SigningScheme]] });
                }

                foreach (var app in (await apps.RevisionsAsync(held.Work, appId)).Where(app => app.Settings.Signing))
                {
                    await apps.SaveSettingsAsync(held.Work, app with { Settings = Rotated(app.Settings) });
                }

                return await hold.SaveAsync(held, held.Lead with { Settings = Rotated(held.Lead.Settings) }, "changed");

                AppSettings Rotated(AppSettings settings) => WithKey(settings, keys[settings.SigningScheme], now + overlap);
            },
            ct);

    /// <summary>The key signs from now on, the one before beside it until then (real time).</summary>
    public static AppSettings WithKey(AppSettings settings, SigningKey key, DateTimeOffset until) =>
        settings with { SigningKeys = [key, .. settings.SigningKeys.Take(1).Select(former => former with { Until = until })] };

    private async Task<VersionOutcome> ChangeAsync(HeldApp held, Func<AppSettings, AppSettings> change)
    {
        var isInForce = held.Lead is { SandboxOwnerId: not null, Version.State: VersionState.Published };
        var target = isInForce ? held.Lead : held.Versions.LastOrDefault(app => LifeCycle.WhyNotEdited(app.Version) is null);
        if (target is null)
        {
            return new VersionOutcome.Broken(VersionRule.NothingToEdit);
        }

        return isInForce
            ? await hold.SaveAsync(held, hold.Parted(target) with { Settings = WithKey(change(target.Settings)) }, "changed")
            : await EditAsync(held, target, change, "changed");
    }

    /// <summary>Edits a version that can be edited; it is a draft then.</summary>
    internal async Task<VersionOutcome> EditAsync(HeldApp held, App target, Func<AppSettings, AppSettings> change, string action)
    {
        var parted = hold.Parted(target);
        var next = parted with { Version = parted.Version with { State = VersionState.Draft }, Settings = WithKey(change(target.Settings)) };
        return LifeCycle.ChangesPlans(held.Published?.Settings.Plans ?? [], next.Settings.Plans)
            ? new VersionOutcome.Broken(VersionRule.PublishedPlan)
            : await hold.SaveAsync(held, next, action);
    }

    private async Task<App> AddAsync(
        IWork work, string publisherId, string? sandboxOwnerId, AppSettings settings, VersionState state, DateTimeOffset now)
    {
        var app = new App
        {
            Id = ids.NewUuid(),
            PublisherId = publisherId,
            Version = AppVersion.First(state, now),
            Settings = WithKey(settings),
            SandboxOwnerId = sandboxOwnerId,
            CreatedAt = now,
        };
        await apps.SaveAsync(work, app);
        await audit.AddAsync(work, app.Id, new AuditEntry(now, publisherId, "created"), null, app.Settings);
        return app;
    }

    private static AppSettings WithKey(AppSettings settings) =>
        !settings.Signing ? settings with { SigningKeys = [] }
        : settings.SigningKeys.Count == 0 ? settings with { SigningKeys = [SigningKey.New(settings.SigningScheme)] }
        : settings;
}
