using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Prilavok.Storage;

public static class StorageRegistration
{
    /// <summary>Backups come first: nothing may be written before it was looked for the mark of a restored one.</summary>
    private static readonly Action<IServiceCollection>[] Rooms =
    [
        Backups.Registration.Add, Log.Registration.Add, Owners.Registration.Add, Stores.Registration.Add, Suppliers.Registration.Add,
        Employees.Registration.Add, Accounts.Registration.Add, Terminals.Registration.Add, Delivery.Registration.Add, Apps.Registration.Add,
        Keys.Registration.Add, Installations.Registration.Add, Pushes.Registration.Add, Subscriptions.Registration.Add,
        Publishing.Registration.Add, Catalog.Registration.Add, Documents.Registration.Add, Feed.Registration.Add, Access.Registration.Add,
        Sandbox.Registration.Add,
    ];

    /// <summary>The storage and every port on it: PostgreSQL where a connection string is given, else SQLite.</summary>
    public static void AddStorage(this IServiceCollection services, string? postgres)
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        services.AddOptionsWithValidateOnStart<StorageOptions, StorageOptionsValidator>();
        services.AddSingleton<Migrator>().AddSingleton<StorageMeter>();
        Array.ForEach(Rooms, add => add(services));
        Action<IServiceCollection> engine = string.IsNullOrEmpty(postgres) ? Sqlite.Registration.Add : some =>
            Postgres.Registration.Add(some, postgres);
        engine(services);
    }
}
