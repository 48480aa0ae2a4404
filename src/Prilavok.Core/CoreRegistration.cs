using Microsoft.Extensions.DependencyInjection;

namespace Prilavok.Core;

public static class CoreRegistration
{
    private static readonly Action<IServiceCollection>[] Rooms =
    [
        Log.Registration.Add, Backups.Registration.Add, Stores.Registration.Add, Suppliers.Registration.Add, Employees.Registration.Add,
        Accounts.Registration.Add, Terminals.Registration.Add, Delivery.Registration.Add, Apps.Registration.Add, Installations.Registration.Add,
        Pushes.Registration.Add, Subscriptions.Registration.Add, Billing.Registration.Add, Publishing.Registration.Add, Catalog.Registration.Add,
        Documents.Registration.Add, Feed.Registration.Add, Access.Registration.Add, Sandbox.Registration.Add,
    ];

    /// <summary>The business: use cases and what a process remembers. Needs the storage's ports, secrets and passwords.</summary>
    public static void AddCore(this IServiceCollection services)
    {
        services.AddSingleton<Ids>().AddSingleton<OwnerCaches>();
        Array.ForEach(Rooms, add => add(services));
    }
}
