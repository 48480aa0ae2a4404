using Prilavok.Core.Apps;
using Prilavok.Core.Owners;

namespace Prilavok.Core.Publishing;

public abstract record TestersOutcome
{
    private TestersOutcome()
    {
    }

    /// <param name="Logins">As they are kept.</param>
    public sealed record Done(IReadOnlyList<string> Logins) : TestersOutcome;

    /// <summary>These are not of the owner of the sandbox, who is the only tester of its apps.</summary>
    public sealed record Outside(IReadOnlyList<string> Logins) : TestersOutcome;

    public sealed record TooMany(int Most) : TestersOutcome;

    public sealed record AppUnknown : TestersOutcome;
}

/// <summary>
/// Chooses the owners who see an app before it is published. Its version need not be put out anew for that. A login is taken whether an
/// owner has it or not, so that publishers do not find out who is here; an owner who takes it later is a tester from then on.
/// </summary>
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

                List<string> chosen = [.. logins.Select(Logins.Key).Distinct(StringComparer.Ordinal)];
                if (chosen.Count > Most)
                {
                    return new TestersOutcome.TooMany(Most);
                }

                if (app.SandboxOwnerId is { } sandbox && await OutsideAsync(work, sandbox, chosen) is { Count: > 0 } outside)
                {
                    return new TestersOutcome.Outside(outside);
                }

                await testers.ReplaceAsync(work, app.Id, chosen);
                await audit.AddAsync(
                    work, app.Id, new AuditEntry(await time.NowAsync(work, app.SandboxOwnerId), publisherId, "testers changed"));
                return new TestersOutcome.Done(await testers.ListAsync(work, app.Id));
            },
            ct);

    private async Task<IReadOnlyList<string>> OutsideAsync(IWork work, string ownerId, IReadOnlyList<string> logins)
    {
        var own = await owners.FindAsync(work, ownerId);
        return [.. logins.Where(login => own is null || Logins.Key(own.Login) != login)];
    }
}
