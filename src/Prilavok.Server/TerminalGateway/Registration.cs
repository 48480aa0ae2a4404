using Microsoft.Extensions.Options;
using Prilavok.Server.Http;
using Prilavok.Server.OpenApi;

namespace Prilavok.Server.TerminalGateway;

internal static class Registration
{
    public static void Add(IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptionsWithValidateOnStart<TerminalOptions, TerminalOptionsValidator>().Bind(section.GetSection("Terminals"));
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<TerminalOptions>>().Value.Pairing);
        services.AddOptionsWithValidateOnStart<ProxyOptions, ProxyOptionsValidator>().Bind(section.GetSection("Proxy"));
        services.AddSingleton<ChangesWriter>();
        services.AddSingleton<CircuitBreaker>();
        services.Describe(() => TerminalOperations.All);
        services.AddSingleton<IEndpoints, TerminalActivation>();
        services.AddSingleton<IEndpoints, TerminalDocuments>();
        services.AddSingleton<IEndpoints, TerminalProducts>();
        services.AddSingleton<IEndpoints, TerminalChanges>();
        services.AddSingleton<IEndpoints, TerminalCommodities>();
        services.AddSingleton<IEndpoints, TerminalProxy>();
        services.AddSingleton<IEndpoints, TerminalPushes>();
    }
}
