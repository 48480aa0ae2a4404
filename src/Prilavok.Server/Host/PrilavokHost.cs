using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Accounts;
using Prilavok.Core.Catalog;
using Prilavok.Core.Documents;
using Prilavok.Core.Installations;
using Prilavok.Server.Accounts;
using Prilavok.Server.Apps;
using Prilavok.Server.Billing;
using Prilavok.Server.Bulk;
using Prilavok.Server.Callers;
using Prilavok.Server.Delivery;
using Prilavok.Server.Documents;
using Prilavok.Server.Folders;
using Prilavok.Server.Http;
using Prilavok.Server.Keys;
using Prilavok.Server.Lists;
using Prilavok.Server.OpenApi;
using Prilavok.Server.Partners;
using Prilavok.Server.Publisher;
using Prilavok.Server.Reading;
using Prilavok.Server.Rendering;
using Prilavok.Server.Sandbox;
using Prilavok.Server.TerminalGateway;
using Prilavok.Storage;

namespace Prilavok.Server.Host;

/// <summary>The server, composed. Programs, tests and benchmarks all start this one.</summary>
public static class PrilavokHost
{
    /// <param name="settings">Configuration over that of files and the environment, as <c>Prilavok:Data</c>.</param>
    /// <param name="configure">Last word on the services; for tests.</param>
    public static WebApplication Build(
        IEnumerable<KeyValuePair<string, string?>> settings, Action<IServiceCollection>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddSecrets().AddInMemoryCollection(settings);
        var section = builder.Configuration.GetSection("Prilavok");
        var options = section.Get<ServerOptions>() ?? new ServerOptions();
        builder.WebHost.UseUrls(options.Urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.LargestBody;
            kestrel.Limits.MinRequestBodyDataRate = SlowUploads.Within(options.UploadTimeout);
            SlowReaders.Bound(kestrel.Limits, options);
            HeadLimits.Widen(kestrel.Limits);
        });
        QuietFrameworks(builder.Logging);
        builder.AddExporters();
        builder.Services.Configure<HostOptions>(host =>
        {
            host.ShutdownTimeout = TimeSpan.FromSeconds(9);
            host.ServicesStopConcurrently = true; // Lanes are given back in time however long the last requests take.
        });
        AddServices(builder, section);
        configure?.Invoke(builder.Services);
        var app = builder.Build();
        try
        {
            OpenData(app.Services);
            Map(app);
            return app;
        }
        catch
        {
            ((IDisposable)app).Dispose(); // The folder must be free for the next try.
            throw;
        }
    }

    /// <summary>Nothing is served before it is known that this process may use the data and can read it.</summary>
    private static void OpenData(IServiceProvider services)
    {
        services.GetRequiredService<HeldFolder>().Open();
        services.GetRequiredService<Migrator>().Run();
        services.GetRequiredService<OpenKeys>().RunAsync(CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <summary>What the frameworks say of themselves at every start and every request is noise; configuration may ask for it.</summary>
    private static void QuietFrameworks(ILoggingBuilder logging)
    {
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Npgsql", LogLevel.Warning);
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical); // Why a start failed is said in words, by whoever started.
    }

    private static void AddServices(WebApplicationBuilder builder, IConfigurationSection section)
    {
        var services = builder.Services;
        services.TryAddClock();
        services.AddOptionsWithValidateOnStart<ServerOptions, ServerOptionsValidator>().Bind(section);
        services.AddSingleton<IValidateOptions<ServerOptions>, Proxies.Validator>();
        services.AddDoors(section);
        services.AddOptions<StorageOptions>().Bind(section);
        services.AddOptionsWithValidateOnStart<DeliveryOptions, DeliveryOptionsValidator>().Bind(section.GetSection("Webhooks"));
        services.AddOptionsWithValidateOnStart<TerminalOptions, TerminalOptionsValidator>().Bind(section.GetSection("Terminals"));
        services.AddOptionsWithValidateOnStart<ProxyOptions, ProxyOptionsValidator>().Bind(section.GetSection("Proxy"));
        services.AddStorage(section["Postgres"]);
        services.AddCore();
        services.AddSingleton<HeldFolder>();
        services.AddKeys(section);
        services.AddSingleton<IMovementReader, MovementReader>();
        services.AddOptions<DocumentOptions>().Bind(section.GetSection("Documents"));
        services.AddSingleton<Undrawn>();
        services.AddSingleton<IDocumentHash, DocumentHash>();
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = ["application/json", MediaTypes.Vendor, Problem.MediaType];
        });
        services.AddRouting();

        services.AddCalls(section);
        services.AddDelivery();
        services.AddCatalogue(section);
        services.AddEndpoints();
        services.AddDocuments();
        services.AddBilling(section);
    }

    /// <summary>Who calls, and what a call may cost.</summary>
    private static void AddCalls(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptionsWithValidateOnStart<RateLimitOptions, RateLimitOptionsValidator>().Bind(section.GetSection("RateLimits"));
        services.AddOptionsWithValidateOnStart<SandboxOptions, SandboxOptionsValidator>().Bind(section.GetSection("SandboxQuota"));
        services.AddOptionsWithValidateOnStart<PublisherOptions, PublisherOptionsValidator>().Bind(section.GetSection("Publisher"));
        services.AddOptionsWithValidateOnStart<AccountOptions, AccountOptionsValidator>().Bind(section.GetSection("Accounts"));
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<AccountOptions>>().Value.Rules);
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<TerminalOptions>>().Value.Pairing);
        services.AddSingleton<IOneTimeCodes, OneTimeCodes>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<Networks>();
        services.AddSingleton<Costs>();
        services.AddSingleton<ApiMishaps>();
        services.AddSingleton<OperatorKey>();
        services.AddHostedService<OperatorFile>();
        services.AddSingleton<OnlyOnce>();
        services.AddHostedService<KeyedCallSweeper>();
        services.AddSingleton<Guard>();
        services.AddSingleton<EntityTags>();
        services.AddSingleton<ListPlaces>();
        services.AddSingleton<RenderedLists>();
        services.AddSingleton<OwnerClock>();
        services.AddSingleton<IOwnerCache>(provider => provider.GetRequiredService<OwnerClock>());
    }

    /// <summary>Who is let in by where he is.</summary>
    private static void AddDoors(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddSingleton<IValidateOptions<ServerOptions>, Listening.Validator>();
        services.AddSingleton<IValidateOptions<ServerOptions>, LocalCallers.Validator>();
        services.AddSingleton<LocalCallers>();
        services.AddSingleton<Listening>();
        services.AddHostedService(provider => provider.GetRequiredService<Listening>());
        services.AddOptionsWithValidateOnStart<CrossOriginOptions, CrossOriginValidator>().Bind(section.GetSection("Cors"));
        services.AddCors();
        services.AddSingleton<ICorsPolicyProvider, CrossOrigin>();
    }

    private static void AddBilling(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptionsWithValidateOnStart<BillingOptions, BillingOptionsValidator>().Bind(section.GetSection("Billing"));
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<BillingOptions>>().Value.Rules);
        services.AddHostedService<BillingWorker>();
        services.AddOptionsWithValidateOnStart<AppOptions, AppOptionsValidator>().Bind(section.GetSection("Apps"));
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<AppOptions>>().Value.Rules);
    }

    private static void AddCatalogue(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptionsWithValidateOnStart<CatalogueOptions, CatalogueOptionsValidator>().Bind(section.GetSection("Catalogue"));
        services.AddSingleton<ProductVocabulary>();
        services.AddSingleton<ProductReaderV2>();
        services.AddSingleton<GoodsItems>();
        services.AddSingleton<BulkSubmission>();
        services.AddSingleton<BulkRunner>();
        services.AddHostedService<BulkWorker>();
        services.AddHostedService<BulkSweeper>();
    }

    private static void AddDelivery(this IServiceCollection services)
    {
        services.AddSingleton<StandIns>();
        services.AddSingleton<FindAddresses>(_ => System.Net.Dns.GetHostAddressesAsync);
        services.AddSingleton<OutgoingHttp>();
        services.AddSingleton<IPartner, PartnerClient>();
        services.AddSingleton<ICommodityServices, CommodityClient>();
        services.AddSingleton<DeliveryMeter>();
        services.AddSingleton<DeliveryWatch>();
        services.AddHostedService<LagWatch>();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<MishapSender>();
        services.AddSingleton<Packer>();
        services.AddSingleton<LifeOrder>();
        services.AddSingleton<Judge>();
        services.AddSingleton<ParcelSender>();
        services.AddSingleton<UnorderedLane>();
        services.AddSingleton<LaneRunner>();
        services.AddHostedService<DueTimesWatch>();
        services.AddHostedService<DeliveryWorker>();
        services.AddHostedService<AttemptSweeper>();
        services.AddSingleton<DeliverySubjects>();
        services.AddSingleton<DeliveryStory>();
        services.AddSingleton<DocumentStory>();
        services.AddSingleton<ReplayWalk>().AddSingleton<ReplayCounter>();
        services.AddSingleton<ReplayRunner>();
        services.AddSingleton<StartReplay>();
        services.AddHostedService<ReplayWorker>();
    }

    private static void TryAddClock(this IServiceCollection services) => services.AddSingleton(TimeProvider.System);

    private static void Map(WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<ServerOptions>>().Value;
        app.UseProxies(options);
        app.UseMiddleware<AnswerHeaders>();
        app.UseMiddleware<Heads>();
        app.UseMiddleware<VaryByEncoding>();
        app.UseResponseCompression();
        app.UseMiddleware<Faults>();
        app.UseMiddleware<HeadLimits>();
        app.UseMiddleware<Unpacking>();
        app.UseMiddleware<ZeroCharacters>();
        app.UseMiddleware<EscapedSlashes>();
        app.UseMiddleware<Slashes>();
        app.UseCors();
        app.UseRouting();
        app.Use(EscapedSlashes.RestoreAsync);
        app.UseMiddleware<Strangers>();
        app.UseMiddleware<MediaTypes>();
        foreach (var endpoints in app.Services.GetServices<IEndpoints>())
        {
            endpoints.Map(app.MapGroup("")); // Groups keep the order in which they are made, and with it the descriptions theirs.
        }

        if (options.Sandbox is not false) // Where nothing was said, the gate finds it out.
        {
            app.Services.GetRequiredService<SandboxTenants>().Map(app);
            app.Services.GetRequiredService<SandboxTime>().Map(app);
            app.Services.GetRequiredService<SandboxTrigger>().Map(app);
            app.Services.GetRequiredService<SandboxChaos>().Map(app);
        }

        PrometheusEndpoint.Map(app);
    }
}
