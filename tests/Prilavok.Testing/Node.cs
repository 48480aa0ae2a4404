using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Prilavok.Core;
using Prilavok.Core.Accounts;
using Prilavok.Core.Apps;
using Prilavok.Core.Billing;
using Prilavok.Core.Catalog;
using Prilavok.Core.Delivery;
using Prilavok.Core.Documents;
using Prilavok.Core.Installations;
using Prilavok.Core.Log;
using Prilavok.Core.Subscriptions;
using Prilavok.Core.Terminals;
using Prilavok.Storage;

namespace Prilavok.Testing;

/// <summary>One process on a database: the storage's ports and Core's use cases, registered as the server does it.</summary>
public sealed class Node : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<IHostedService> _started = [];

    public Node(TimeProvider clock, Action<StorageOptions> configure)
    {
        var options = new StorageOptions();
        configure(options);
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(new StatementLog()));
        services.AddMetrics();
        services.AddSingleton(clock);
        services.AddOptions<StorageOptions>().Configure(configure);
        services.AddStorage(options.Postgres);
        services.AddCore();
        services.AddSingleton<ISecrets, FakeSecrets>();
        services.AddSingleton<IPasswords, FakePasswords>();
        services.AddSingleton<IPasswordTurns, FakePasswordTurns>();
        services.AddSingleton(new PairingRules(TimeSpan.FromMinutes(15), MostWrong: 20, MostWrongInAll: 1000));
        services.AddSingleton<IOneTimeCodes, FakeOneTimeCodes>();
        services.AddSingleton(new AccountRules(TimeSpan.FromDays(30), MostFailures: 5, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30)));
        services.AddSingleton<IMovementReader, FakeMovementReader>();
        services.AddSingleton<IDocumentHash, FakeDocumentHash>();
        services.AddSingleton<IPartner, FakePartner>();
        services.AddSingleton<ICommodityServices, FakeCommodities>();
        services.AddSingleton(new AppRules(FrozenRights: true, UpdateMode.Automatic, ReviewDays: 5));
        services.AddSingleton(new BillingRules(
            TimeSpan.FromDays(30), ChangesPlanOnReturn: true, Lead: TimeSpan.Zero, Lease: TimeSpan.FromMinutes(1), UnknownPause: TimeSpan.FromMinutes(1)));
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });
    }

    public IStorage Storage => Get<IStorage>();

    public IEventLog Log => Get<IEventLog>();

    public ILaneStore Lanes => Get<ILaneStore>();

    /// <summary>A port, a use case or a signal.</summary>
    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>An owner takes an app as it is offered.</summary>
    public Task<InstallOutcome> InstallAsync(string ownerId, string appId) => Get<InstallApp>().HandleAsync(
        new InstallRequest(ownerId, Source.System, appId, null, new Dictionary<string, string>(), new TermsChoice(null, null, null)), CancellationToken.None);

    public void Migrate() => Get<Migrator>().Run();

    /// <summary>Starts what runs beside the calls: on PostgreSQL, the ear for other nodes.</summary>
    public async Task StartAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
            _started.Add(service);
        }
    }

    public Task<T> ReadAsync<T>(Func<ISession, Task<T>> read) => Storage.ReadAsync(read, CancellationToken.None);

    public Task<T> WriteAsync<T>(Func<IWork, Task<T>> unit) => Storage.WriteAsync(unit, CancellationToken.None);

    public Task<T> WriteAsync<T>(string ownerId, Func<IOwnerWork, Task<T>> unit) =>
        Storage.WriteAsync(ownerId, unit, CancellationToken.None);

    public Task WriteAsync(string ownerId, Func<IOwnerWork, Task> unit) => WriteAsync(
        ownerId,
        async work =>
        {
            await unit(work);
            return true;
        });

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _started)
        {
            await service.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
    }
}
