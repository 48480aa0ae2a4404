using Microsoft.Extensions.Options;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using Prilavok.Server.OpenApi;

namespace Prilavok.Server.Publisher;

internal static class Registration
{
    public static void Add(IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptionsWithValidateOnStart<PublisherOptions, PublisherOptionsValidator>().Bind(section.GetSection("Publisher"));
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<PublisherOptions>>().Value.Pushes);
        services.AddSingleton(provider => new OpenStreams(provider.GetRequiredService<IOptions<PublisherOptions>>().Value.Streams));
        services.AddSingleton<AppGate>();
        services.AddSingleton<PublisherTimes>();
        services.AddSingleton<EventWriter>();
        services.AddSingleton<EventStream>();
        services.Describe(() => PublisherOperations.All);
        services.AddSingleton<IEndpoints, OAuthToken>();
        services.AddSingleton<IEndpoints, PublishedApps>();
        services.AddSingleton<IEndpoints, AppInstallations>();
        services.AddSingleton<IEndpoints, AppDeployments>();
        services.AddSingleton<IEndpoints, AppHooks>();
        services.AddSingleton<IEndpoints, AppPushes>();
        services.AddSingleton<IEndpoints, AppEvents>();
    }
}
