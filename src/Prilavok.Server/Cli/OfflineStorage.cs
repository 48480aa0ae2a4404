using Prilavok.Core;
using Prilavok.Storage;

namespace Prilavok.Server.Cli;

/// <summary>The storage for a command that works on it by itself, without a server.</summary>
internal static class OfflineStorage
{
    public static ServiceProvider Open(StorageOptions options)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddMetrics();
        services.AddSingleton(TimeProvider.System);
        services.AddOptions<StorageOptions>().Configure(opened => (opened.Data, opened.Postgres) = (options.Data, options.Postgres));
        services.AddStorage(options.Postgres);
        services.AddCore();
        return services.BuildServiceProvider();
    }
}
