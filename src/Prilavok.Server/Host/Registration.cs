using Prilavok.Server.Http;
using Prilavok.Storage;

namespace Prilavok.Server.Host;

internal static class Registration
{
    public static void Add(IServiceCollection services, IConfigurationSection section)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddOptions<StorageOptions>().Bind(section);
        services.AddSingleton<IEndpoints, PrometheusEndpoint>();
    }
}
