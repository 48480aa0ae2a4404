using System.Text.RegularExpressions;
using Prilavok.Core.Owners;

namespace Prilavok.Core.Apps;

/// <summary>Finds the app on whose behalf a terminal may call an address.</summary>
public sealed class FindProxied(IStorage storage, IOwners owners, IApps apps, IInstallations installations)
{
    /// <returns>The app installed first of those that allow the address; null when none does.</returns>
    public async Task<(Owner Owner, App App, Installation Installation)?> HandleAsync(string ownerId, string terminalId, string url, CancellationToken ct)
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
        foreach (var (app, installation) in candidates)
        {
            if (app.Settings.Proxy!.Any(pattern => Regex.IsMatch(url, FormField.WholeOf(pattern), FormField.PatternOptions)))
            {
                return (owner, app, installation);
            }
        }

        return null;
    }
}
