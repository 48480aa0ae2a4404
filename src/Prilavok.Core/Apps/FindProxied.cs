using System.Text.RegularExpressions;
using Prilavok.Core.Owners;

namespace Prilavok.Core.Apps;

/// <summary>Finds the app on whose behalf a terminal may call an address.</summary>
public sealed class FindProxied(IStorage storage, IOwners owners, IApps apps, IInstallations installations)
{
    /// <returns>The app installed first of those that allow the address; null when none does.</returns>
    public Task<(Owner Owner, App App, Installation Installation)?> HandleAsync(string ownerId, string terminalId, string url, CancellationToken ct) =>
        storage.ReadAsync<(Owner, App, Installation)?>(
            async s =>
            {
                foreach (var installation in await installations.OfOwnerAsync(s, ownerId))
                {
                    if (installation.IsOn(terminalId)
                        && await apps.FindAsync(s, installation.AppId) is { Settings.Proxy: { } allowed } app
                        && allowed.Any(pattern => Regex.IsMatch(url, FormField.WholeOf(pattern), FormField.PatternOptions)))
                    {
                        return (await owners.FindAsync(s, ownerId) ?? throw new OwnerUnknownException(ownerId), app, installation);
                    }
                }

                return null;
            },
            ct);
}
