using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Prilavok.Core;
using Prilavok.Server.Folders;
using Prilavok.Server.Host;
using Prilavok.Testing;

namespace Prilavok.Server.Tests.Kit;

/// <summary>The whole server in this process, on a free port and a database of its own.</summary>
public sealed class ServerFixture : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _keys;
    private readonly ErrorLog _log;
    private bool _isFurther;

    private ServerFixture(StoreFixture store, WebApplication app, DirectoryInfo keys, ErrorLog log)
    {
        _log = log;
        Store = store;
        _app = app;
        _keys = keys;
    }

    public StoreFixture Store { get; }

    public string Url => _app.Urls.First();

    public HttpClient Http { get; private set; } = null!;

    /// <summary>What it has logged as an error.</summary>
    public IReadOnlyCollection<string> Errors => _log.Errors;

    /// <summary>Every route there is.</summary>
    public IReadOnlyList<RouteEndpoint> Routes =>
        [.. _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    /// <summary>A service inside it.</summary>
    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <param name="store">Not opened yet; closed with the server.</param>
    /// <param name="isTurned">True puts the server on <see cref="StoreFixture.Clock"/>, which only the test turns.</param>
    /// <param name="settings">Below <c>Prilavok</c>, as <c>Webhooks:RetryPause</c>.</param>
    public static Task<ServerFixture> StartAsync(
        StoreFixture store, bool isTurned = false, params (string Name, string Value)[] settings) =>
        StartAsync(store, isTurned ? store.Clock : TimeProvider.System, settings);

    /// <summary>On a clock of the test's own.</summary>
    public static Task<ServerFixture> StartAsync(StoreFixture store, TimeProvider clock, params (string Name, string Value)[] settings) =>
        StartAsync(store, clock, listener: null, settings);

    /// <summary>With somebody who hears everything it says, down to the last detail.</summary>
    public static Task<ServerFixture> StartAsync(StoreFixture store, ILoggerProvider listener, params (string Name, string Value)[] settings) =>
        StartAsync(store, TimeProvider.System, listener, settings);

    /// <summary>On another storage, made of its own.</summary>
    public static async Task<ServerFixture> StartAsync(StoreFixture store, Func<IStorage, IStorage> turn, params (string Name, string Value)[] settings)
    {
        await store.InitializeAsync();
        return await StartAsync(store, Directory.CreateTempSubdirectory("prilavok-keys-"), TimeProvider.System, listener: null, settings, turn);
    }

    private static async Task<ServerFixture> StartAsync(
        StoreFixture store, TimeProvider clock, ILoggerProvider? listener, (string Name, string Value)[] settings)
    {
        await store.InitializeAsync();
        return await StartAsync(store, Directory.CreateTempSubdirectory("prilavok-keys-"), clock, listener, settings);
    }

    /// <summary>One more process on the same database, in real time. To be closed before this one.</summary>
    public async Task<ServerFixture> AddNodeAsync(params (string Name, string Value)[] settings)
    {
        var node = await StartAsync(Store, _keys, TimeProvider.System, listener: null, settings);
        node._isFurther = true;
        return node;
    }

    private static async Task<ServerFixture> StartAsync(
        StoreFixture store, DirectoryInfo keys, TimeProvider clock, ILoggerProvider? listener, (string Name, string Value)[] settings,
        Func<IStorage, IStorage>? turn = null)
    {
        var all = new Dictionary<string, string?>
        {
            ["Prilavok:Urls"] = "http://127.0.0.1:0",
            ["Prilavok:Demo"] = "false",
            ["Logging:LogLevel:Default"] = listener is null ? "Error" : "Trace",
            ["Logging:Console:LogLevel:Default"] = "Error",
        };
        foreach (var (name, value) in store.Settings.Where(setting => setting.Value is not null))
        {
            all[name] = store is PostgreSqlFixture && name == "Prilavok:Data" ? keys.FullName : value;
        }

        foreach (var (name, value) in settings)
        {
            all["Prilavok:" + name] = value;
        }

        var log = new ErrorLog();
        var app = PrilavokHost.Build(
            all,
            services =>
            {
                services.AddSingleton(clock).AddSingleton<ILoggerProvider>(log);
                if (listener is not null)
                {
                    services.AddSingleton(listener);
                }

                if (turn is not null)
                {
                    var own = services.Last(service => service.ServiceType == typeof(IStorage)).ImplementationType!;
                    services.AddSingleton(own).AddSingleton(provider => turn((IStorage)provider.GetRequiredService(own)));
                }
            });
        await app.StartAsync();
        var server = new ServerFixture(store, app, keys, log);
        server.Http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(server.Url), Timeout = TimeSpan.FromMinutes(2) };
        return server;
    }

    /// <summary>As when the process is told to end: its folder is free for another.</summary>
    public async Task StopAsync()
    {
        await _app.StopAsync();
        Get<HeldFolder>().Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (!_isFurther)
        {
            await Store.DisposeAsync();
            _keys.Delete(recursive: true);
        }
    }
}
