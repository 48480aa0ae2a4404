using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;
using Prilavok.Core.Sandbox;
using Prilavok.Core.Stores;
using Prilavok.Core.Terminals;

namespace Prilavok.Testing;

/// <summary>An owner with one store, one terminal and one app installed.</summary>
public sealed record Shop(string OwnerId, Store Store, Terminal Terminal, string TerminalToken, App App, string CloudToken, string PublisherToken)
{
    /// <param name="channels">The app hears of these.</param>
    public static async Task<Shop> OpenAsync(Node node, params Channel[] channels)
    {
        var ids = node.Get<Core.Ids>();
        var now = node.Get<TimeProvider>().GetUtcNow();
        var store = new Store(ids.NewGuid(), "Corner shop", "1 High Street", now, now);
        var terminal = new Terminal(ids.NewGuid(), "Till", store.Id, TimeSpan.FromHours(3), null, now, now);
        var app = new AppSettings
        {
            Name = "Loyalty",
            ServiceToken = "Bearer service-secret",
            Urls = channels.ToDictionary(channel => channel, channel => $"https://partner.test/{channel}"),
        };
        var seed = new TenantSeed { Stores = [store], Terminals = [terminal] };
        var ownerId = await node.Get<CreateTenant>().HandleAsync(
            new NewTenant(null, null, null, seed, app, Install: true), CancellationToken.None);
        var tenant = await node.Get<DescribeTenant>().HandleAsync(ownerId!, CancellationToken.None);
        var installed = tenant!.Apps.Single();
        return new Shop(
            ownerId!, store, terminal, tenant.Terminals.Single().Token!, installed.App, installed.Token!, installed.PublisherToken!);
    }
}
