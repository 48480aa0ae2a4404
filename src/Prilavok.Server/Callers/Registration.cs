using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Server.Http;

namespace Prilavok.Server.Callers;

internal static class Registration
{
    public static void Add(IServiceCollection services, IConfigurationSection section)
    {
        services.AddSingleton<IValidateOptions<ServerOptions>, Listening.Validator>();
        services.AddSingleton<IValidateOptions<ServerOptions>, LocalCallers.Validator>();
        services.AddSingleton<LocalCallers>();
        services.AddSingleton<Listening>();
        services.AddHostedService(provider => provider.GetRequiredService<Listening>());
        services.AddOptionsWithValidateOnStart<CrossOriginOptions, CrossOriginValidator>().Bind(section.GetSection("Cors"));
        services.AddCors();
        services.AddSingleton<ICorsPolicyProvider, CrossOrigin>();
        services.AddOptionsWithValidateOnStart<RateLimitOptions, RateLimitOptionsValidator>().Bind(section.GetSection("RateLimits"));
        services.AddSingleton<RateLimits>();
        services.AddSingleton<Networks>();
        services.AddSingleton<Costs>();
        services.AddSingleton<ApiMishaps>();
        services.AddSingleton<OperatorKey>();
        services.AddHostedService<OperatorFile>();
        services.AddSingleton<OnlyOnce>();
        services.AddHostedService<KeyedCallSweeper>();
        services.AddSingleton<Guard>();
        services.AddSingleton<OwnAppGate>();
        services.AddSingleton<Askers>();
        services.AddSingleton<OwnerClock>();
        services.AddSingleton<IOwnerCache>(provider => provider.GetRequiredService<OwnerClock>());
    }
}
