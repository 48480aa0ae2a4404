using Prilavok.Core.Apps;
using Prilavok.Core.Terminals;

namespace Prilavok.Core.Installations;

public abstract record TickOutcome
{
    private TickOutcome()
    {
    }

    public sealed record Done : TickOutcome;

    public sealed record NotInstalled : TickOutcome;

    /// <summary>The owner has no such terminals.</summary>
    public sealed record Unknown(IReadOnlyList<string> Ids) : TickOutcome;
}

/// <summary>Chooses the terminals an app is on. Its service is not told; a store with a terminal that lacks it is closed to it.</summary>
public sealed class TickTerminals(
    IStorage storage, IApps apps, IInstallations installations, ITerminals terminals, KeepInstallations keep, OwnerCaches caches)
{
    /// <param name="chosen">Null puts it on every terminal there is and will be.</param>
    public Task<TickOutcome> HandleAsync(string ownerId, string appId, IReadOnlyList<string>? chosen, CancellationToken ct) =>
        storage.WriteAsync<TickOutcome>(
            ownerId,
            async work =>
            {
                if (await installations.FindAsync(work, ownerId, appId) is not { } installation)
                {
                    return new TickOutcome.NotInstalled();
                }

                var (known, unknown) = await FindAsync(work, chosen);
                if (unknown.Count > 0)
                {
                    return new TickOutcome.Unknown(unknown);
                }

                var ticked = installation with { Terminals = known };
                if (await apps.FindOfferedAsync(work, ownerId, appId) is { } offered)
                {
                    await keep.MoveAsync(work, ticked, offered); // What terminals get from the store is what the store has now.
                }
                else
                {
                    await installations.SaveAsync(work, ticked);
                    work.AfterCommit(() => caches.Forget(ownerId));
                }

                return new TickOutcome.Done();
            },
            ct);

    /// <returns>The ids as they are shown, and those that nobody has.</returns>
    public async Task<(IReadOnlyList<string>? Known, IReadOnlyList<string> Unknown)> FindAsync(IOwnerWork work, IReadOnlyList<string>? chosen)
    {
        if (chosen is null)
        {
            return (null, []);
        }

        var (known, unknown) = (new List<string>(), new List<string>());
        foreach (var id in chosen.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (await terminals.FindAsync(work, work.OwnerId, id) is { } terminal)
            {
                known.Add(terminal.Id);
            }
            else
            {
                unknown.Add(id);
            }
        }

        return (known, unknown);
    }
}
