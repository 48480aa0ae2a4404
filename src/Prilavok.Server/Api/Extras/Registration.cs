using Prilavok.Server.Http;

namespace Prilavok.Server.Api.Extras;

internal static class Registration
{
    public static void Add(IServiceCollection services, IConfigurationSection _)
    {
        services.AddSingleton<IEndpoints, ExtrasV1>();
    }
}
