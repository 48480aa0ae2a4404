using Microsoft.Extensions.Options;
using Prilavok.Server.Http;
using Prilavok.Server.OpenApi;

namespace Prilavok.Server.Apps;

internal static class Registration
{
    public static void Add(IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptionsWithValidateOnStart<AppOptions, AppOptionsValidator>().Bind(section.GetSection("Apps"));
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<AppOptions>>().Value.Rules);
        services.AddSingleton<SettingsChange>();
        services.Describe(() => AppOperations.All);
        services.AddSingleton<IEndpoints, PublisherApps>();
        services.AddSingleton<IEndpoints, PublisherVersions>();
        services.AddSingleton<IEndpoints, PublisherTesters>();
    }
}
