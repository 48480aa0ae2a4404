using Prilavok.Core.Apps;
using Prilavok.Core.Terminals;

namespace Prilavok.Core.Installations;

/// <summary>Finds the app that keeps the goods of a store: nobody edits them on a terminal there.</summary>
public sealed class FindInventorySystem(IStorage storage, IApps apps, IInstallations installations, ITerminals terminals)
{
    /// <returns>Null when the store has no such app on any of its terminals.</returns>
    public Task<App?> HandleAsync(string ownerId, string storeId, CancellationToken ct) => storage.ReadAsync(
        async s =>
        {
            foreach (var installation in await installations.OfOwnerAsync(s, ownerId))
            {
                if (await apps.FindInstalledAsync(s, installation) is { Settings.InventorySystem: true } app
                    && (await terminals.ListAsync(s, ownerId, storeId, Page.Whole)).Any(terminal => installation.IsOn(terminal.Id)))
                {
                    return app;
                }
            }

            return null;
        },
        ct);
}
