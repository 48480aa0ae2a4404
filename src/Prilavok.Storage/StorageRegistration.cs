using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Accounts;
using Prilavok.Core.Apps;
using Prilavok.Core.Backups;
using Prilavok.Core.Catalog;
using Prilavok.Core.Delivery;
using Prilavok.Core.Documents;
using Prilavok.Core.Employees;
using Prilavok.Core.Feed;
using Prilavok.Core.Installations;
using Prilavok.Core.Keys;
using Prilavok.Core.Log;
using Prilavok.Core.Owners;
using Prilavok.Core.Publishing;
using Prilavok.Core.Pushes;
using Prilavok.Core.Sandbox;
using Prilavok.Core.Stores;
using Prilavok.Core.Subscriptions;
using Prilavok.Core.Suppliers;
using Prilavok.Core.Terminals;
using Prilavok.Storage.Access;
using Prilavok.Storage.Accounts;
using Prilavok.Storage.Apps;
using Prilavok.Storage.Backups;
using Prilavok.Storage.Catalog;
using Prilavok.Storage.Delivery;
using Prilavok.Storage.Documents;
using Prilavok.Storage.Employees;
using Prilavok.Storage.Feed;
using Prilavok.Storage.Installations;
using Prilavok.Storage.Keys;
using Prilavok.Storage.Log;
using Prilavok.Storage.Owners;
using Prilavok.Storage.Postgres;
using Prilavok.Storage.Publishing;
using Prilavok.Storage.Pushes;
using Prilavok.Storage.Sandbox;
using Prilavok.Storage.Sqlite;
using Prilavok.Storage.Stores;
using Prilavok.Storage.Subscriptions;
using Prilavok.Storage.Suppliers;
using Prilavok.Storage.Terminals;

namespace Prilavok.Storage;

public static class StorageRegistration
{
    /// <summary>The storage and every port on it: PostgreSQL where a connection string is given, else SQLite.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, string? postgres)
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        services.AddOptionsWithValidateOnStart<StorageOptions, StorageOptionsValidator>();
        services.AddSingleton<Migrator>();
        services.AddSingleton<IRestorations, RestorationStore>();
        services.AddSingleton<IHostedService, RestoreWatch>(); // Before all others: they must not write before it has looked.
        services.AddEngine(postgres);
        services.AddPorts();
        return services;
    }

    private static void AddEngine(this IServiceCollection services, string? postgres)
    {
        services.AddSingleton<StorageMeter>();
        if (string.IsNullOrEmpty(postgres))
        {
            services.AddSingleton<IStorage, SqliteStorage>();
        }
        else
        {
            services.AddSingleton(provider => PostgresStorage.Connect(
                postgres, provider.GetRequiredService<IOptions<StorageOptions>>().Value, provider.GetRequiredService<ILoggerFactory>()));
            services.AddSingleton<IStorage, PostgresStorage>();
            services.AddSingleton<PostgresAnnouncer>();
            services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<PostgresAnnouncer>());
            services.AddSingleton<IHostedService, PostgresListener>();
        }
    }

    private static void AddPorts(this IServiceCollection services)
    {
        services.AddPeople();
        services.AddSingleton<IKeyStore, KeyStore>();
        services.AddSingleton<IKeptSecrets, SecretCensus>();
        services.AddSingleton<IChaos, ChaosStore>();
        services.AddSingleton<IStores, StoreStore>();
        services.AddSingleton<IEmployees, EmployeeStore>();
        services.AddSingleton<IRoles, RoleStore>();
        services.AddSingleton<ITerminals, TerminalStore>();
        services.AddSingleton<ISuppliers, SupplierStore>();
        services.AddSingleton<IProducts, ProductStore>();
        services.AddSingleton<IStock, StockStore>();
        services.AddSingleton<IStockCounts, StockCountStore>();
        services.AddSingleton<IExtras, ExtraStore>();
        services.AddSingleton<IProductImages, ProductImageStore>();
        services.AddSingleton<IBulkTasks, BulkTaskStore>();
        services.AddSingleton<IDocuments, DocumentStore>();
        services.AddSingleton<IApps, AppStore>();
        services.AddSingleton<IAudit, AuditStore>();
        services.AddSingleton<ITesters, TesterStore>();
        services.AddSingleton<IPublishers, PublisherStore>();
        services.AddSingleton<IHooks, HookStore>();
        services.AddSingleton<IPushes, PushStore>();
        services.AddSingleton<IAppLogs, AppLogs>();
        services.AddSingleton<IInstallations, InstallationStore>();
        services.AddSingleton<ISubscriptions, SubscriptionStore>();
        services.AddSingleton<IPayments, PaymentStore>();
        services.AddSingleton<IEventLog, EventLog>();
        services.AddDelivery();
    }

    private static void AddPeople(this IServiceCollection services)
    {
        services.AddSingleton<IOwners, OwnerStore>();
        services.AddSingleton<ITokens, TokenStore>();
        services.AddSingleton<IAccounts, AccountStore>();
        services.AddSingleton<ISignInFailures, SignInFailureStore>();
        services.AddSingleton<IKeyedCalls, KeyedCallStore>();
        services.AddSingleton<ISandboxSecrets, SandboxSecretStore>();
    }

    private static void AddDelivery(this IServiceCollection services)
    {
        services.AddSingleton<ILaneStore, LaneStore>();
        services.AddSingleton<IReplays, ReplayStore>();
        services.AddSingleton<IAttempts, AttemptStore>();
        services.AddSingleton<IForwards, ForwardStore>();
        services.AddSingleton<IDueTimes, DueTimes>();
    }
}
