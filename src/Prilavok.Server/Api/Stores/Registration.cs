using Prilavok.Server.Http;
using Prilavok.Server.OpenApi;

namespace Prilavok.Server.Api.Stores;

internal static class Registration
{
    public static void Add(IServiceCollection services, IConfigurationSection _)
    {
        services.Describe(() => StoreOperations.All);
        services.AddSingleton<IEndpoints, StoresV1>();
        services.AddSingleton<IEndpoints, StoresV2>();
    }
}
