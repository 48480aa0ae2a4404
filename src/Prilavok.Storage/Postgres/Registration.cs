using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Prilavok.Core;

namespace Prilavok.Storage.Postgres;

internal static class Registration
{
    public static void Add(IServiceCollection services, string postgres)
    {
        services.AddSingleton(provider => PostgresStorage.Connect(
            postgres, provider.GetRequiredService<IOptions<StorageOptions>>().Value, provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<IStorage, PostgresStorage>();
        services.AddSingleton<PostgresAnnouncer>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<PostgresAnnouncer>());
        services.AddSingleton<IHostedService, PostgresListener>();
    }
}
