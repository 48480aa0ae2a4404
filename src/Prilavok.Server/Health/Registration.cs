using Prilavok.Server.Http;
using Prilavok.Server.OpenApi;

namespace Prilavok.Server.Health;

internal static class Registration
{
    public static void Add(IServiceCollection services, IConfigurationSection _)
    {
        services.Describe(() => HealthOperations.All);
        services.AddSingleton<IEndpoints, HealthEndpoints>();
    }
}
