using Prilavok.Core.Apps;
using Prilavok.Core.Installations;
using Prilavok.Core.Owners;

namespace Prilavok.Core.Catalog;

/// <param name="Known">Null when the service does not know it, does not answer, or makes no sense.</param>
/// <param name="Fault">Why nothing can be made of the service, for a person; null where it answered as it should.</param>
public sealed record CommodityAnswer(Commodity? Known, string? Fault);

/// <param name="Faults">Apps whose services made no sense, each with its reason, in the order of their installation.</param>
public sealed record CommodityFound(Commodity? Known, IReadOnlyList<(string AppId, string Fault)> Faults);

/// <summary>Asks the services of an owner's apps for goods that nobody in the shop knows.</summary>
public sealed class LookUpCommodity(IStorage storage, IOwners owners, IApps apps, IInstallations installations, ICommodityServices services)
{
    /// <summary>All are asked at once; of those that know it, the app that was installed first is believed.</summary>
    public async Task<CommodityFound> HandleAsync(string ownerId, string terminalId, CommodityQuestion question, CancellationToken ct)
    {
        var (owner, asked) = await storage.ReadAsync(
            async s =>
            {
                var found = new List<(App App, Installation Installation)>();
                foreach (var installation in await installations.OfOwnerAsync(s, ownerId))
                {
                    if (installation.IsOn(terminalId) && await apps.FindInstalledAsync(s, installation) is { Settings.CommoditiesUrl: not null } app)
                    {
                        found.Add((app, installation));
                    }
                }

                return (await owners.FindAsync(s, ownerId) ?? throw new OwnerUnknownException(ownerId), found);
            },
            ct);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var faults = new List<(string AppId, string Fault)>();
        foreach (
            var (app, answer) in asked.Select(one => (one.App, services.AskAsync(owner, one.App, one.Installation, question, enough.Token))).ToList())
        {
            var (known, fault) = await answer;
            if (known is not null)
            {
                await enough.CancelAsync();
                return new CommodityFound(known, []);
            }

            if (fault is not null)
            {
                faults.Add((app.Id, fault));
            }
        }

        return new CommodityFound(null, faults);
    }
}
