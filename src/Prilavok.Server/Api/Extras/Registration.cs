using Prilavok.Server.Http;

namespace Prilavok.Server.Api.Extras;

internal static class Registration
{
    public static void Add(IServiceCollection services, IConfigurationSection section)
    {
        services.AddSingleton<IEndpoints, ExtrasV1>();
    }
}
