using Prilavok.Core.Accounts;
using Prilavok.Core.Owners;

namespace Prilavok.Core.Apps;

public abstract record TestersOutcome
{
    private TestersOutcome()
    {
    }

    /// <param name="Logins">As they are kept.</param>
    public sealed record Done(IReadOnlyList<string> Logins) : TestersOutcome;

    /// <summary>Nobody has these logins. A sandbox's app has no testers but the owner of the sandbox.</summary>
    public sealed record Unknown(IReadOnlyList<string> Logins) : TestersOutcome;

    public sealed record TooMany(int Most) : TestersOutcome;

    public sealed record AppUnknown : TestersOutcome;
}

/// <summary>Chooses the owners who see an app before it is published. Its version need not be put out anew for that.</summary>
public sealed class EditTesters(IStorage storage, IApps apps, ITesters testers, IOwners owners, IAudit audit, AppTime time)
{
    public const int Most = 5;

    public Task<TestersOutcome> HandleAsync(string publisherId, string appId, IReadOnlyList<string> logins, CancellationToken ct) =>
        storage.WriteAsync<TestersOutcome>(
            async work =>
            {
                if (await apps.HoldAsync(work, appId) is not { } app || app.PublisherId != publisherId)
                {
                    return new TestersOutcome.AppUnknown();
                }

                var chosen = logins.DistinctBy(Logins.Key, StringComparer.Ordinal).ToList();
                if (chosen.Count > Most)
                {
                    return new TestersOutcome.TooMany(Most);
                }

                var (found, unknown) = (new List<Owner>(), new List<string>());
                foreach (var login in chosen)
                {
                    if (await owners.FindByLoginAsync(work, login) is { } owner && (app.SandboxOwnerId is null || owner.Id == app.SandboxOwnerId))
                    {
                        found.Add(owner);
                    }
                    else
                    {
                        unknown.Add(login);
                    }
                }

                if (unknown.Count > 0)
                {
                    return new TestersOutcome.Unknown(unknown);
                }

                await testers.ReplaceAsync(work, app.Id, [.. found.Select(owner => owner.Id)]);
                await audit.AddAsync(
                    work, app.Id, new AuditEntry(await time.NowAsync(work, app.SandboxOwnerId), publisherId, "testers changed"));
                return new TestersOutcome.Done(await testers.ListAsync(work, app.Id));
            },
            ct);
}
