using Prilavok.Core;
using Prilavok.Server.Folders;
using Prilavok.Server.Http;
using Prilavok.Storage;

namespace Prilavok.Server.Host;

/// <summary>The server, composed. Programs, tests and benchmarks all start this one.</summary>
public static class PrilavokHost
{
    /// <summary>Each room registers itself. Routes are described in the order of their rooms here.</summary>
    private static readonly Action<IServiceCollection, IConfigurationSection>[] Rooms =
    [
        Http.Registration.Add, Folders.Registration.Add, Callers.Registration.Add, Lists.Registration.Add, OpenApi.Registration.Add,
        Keys.Registration.Add, Partners.Registration.Add, Reading.Registration.Add, Documents.Registration.Add, Rendering.Registration.Add,
        Delivery.Registration.Add, Billing.Registration.Add, Bulk.Registration.Add, Api.Stores.Registration.Add, Api.Terminals.Registration.Add,
        Api.Employees.Registration.Add, Api.Catalog.Registration.Add, Api.Images.Registration.Add, Api.Documents.Registration.Add,
        Api.Suppliers.Registration.Add, Api.Extras.Registration.Add, TerminalGateway.Registration.Add, Accounts.Registration.Add,
        Administration.Registration.Add, OwnerAccount.Registration.Add, Apps.Registration.Add, Deliveries.Registration.Add,
        Publisher.Registration.Add, Health.Registration.Add, Sandbox.Registration.Add, Registration.Add,
    ];

    /// <param name="settings">Configuration over that of files and the environment, as <c>Prilavok:Data</c>.</param>
    /// <param name="configure">Last word on the services; for tests.</param>
    public static WebApplication Build(IEnumerable<KeyValuePair<string, string?>> settings, Action<IServiceCollection>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddSecrets().AddInMemoryCollection(settings);
        var section = builder.Configuration.GetSection("Prilavok");
        builder.UseBounds(section.Get<ServerOptions>() ?? new ServerOptions());
        builder.AddExporters();
        builder.Services.AddStorage(section["Postgres"]);
        builder.Services.AddCore();
        Array.ForEach(Rooms, add => add(builder.Services, section));
        configure?.Invoke(builder.Services);
        return builder.Build().Open();
    }
}
