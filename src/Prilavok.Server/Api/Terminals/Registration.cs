using Prilavok.Server.Http;
using Prilavok.Server.OpenApi;

namespace Prilavok.Server.Api.Terminals;

internal static class Registration
{
    public static void Add(IServiceCollection services, IConfigurationSection _)
    {
        services.Describe(() => DeviceOperations.All);
        services.AddSingleton<IEndpoints, DevicesV1>();
        services.AddSingleton<IEndpoints, DevicesV2>();
    }
}
