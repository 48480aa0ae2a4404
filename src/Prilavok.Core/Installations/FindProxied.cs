using Prilavok.Core.Apps;
using Prilavok.Core.Owners;

namespace Prilavok.Core.Installations;

/// <summary>Finds the app on whose behalf a terminal may call an address.</summary>
public sealed class FindProxied(IStorage storage, IOwners owners, IApps apps, IInstallations installations, Patterns patterns)
{
    /// <returns>The app installed first of those that allow the address; null when none does, or when it takes too long to find out.</returns>
    public async Task<(Owner Owner, App App, Installation Installation)?> HandleAsync(
        string ownerId, string terminalId, string url, CancellationToken ct)
    {
        var (owner, candidates) = await storage.ReadAsync(
            async s =>
            {
                var found = new List<(App App, Installation Installation)>();
                foreach (var installation in await installations.OfOwnerAsync(s, ownerId))
                {
                    if (installation.IsOn(terminalId) && await apps.FindInstalledAsync(s, installation) is { Settings.Proxy: not null } app)
                    {
                        found.Add((app, installation));
                    }
                }

                return (await owners.FindAsync(s, ownerId) ?? throw new OwnerUnknownException(ownerId), found);
            },
            ct);
        var comparison = patterns.Begin();
        foreach (var (app, installation) in candidates)
        {
            if (app.Settings.Proxy!.Any(pattern => comparison.IsMatch(pattern, url)))
            {
                return (owner, app, installation);
            }
        }

        return null;
    }
}
