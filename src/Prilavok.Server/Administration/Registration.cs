using Prilavok.Server.Http;
using Prilavok.Server.OpenApi;

namespace Prilavok.Server.Administration;

internal static class Registration
{
    public static void Add(IServiceCollection services, IConfigurationSection _)
    {
        services.Describe(() => KeyOperations.All);
        services.AddSingleton<IEndpoints, KeyEndpoints>();
        services.AddSingleton<IEndpoints, BackupEndpoint>();
    }
}
