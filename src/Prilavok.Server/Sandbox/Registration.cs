using Prilavok.Server.Http;
using Prilavok.Server.OpenApi;

namespace Prilavok.Server.Sandbox;

internal static class Registration
{
    public static void Add(IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptionsWithValidateOnStart<SandboxOptions, SandboxOptionsValidator>().Bind(section.GetSection("SandboxQuota"));
        services.AddSingleton<Seeds>();
        services.AddSingleton<SandboxQuota>();
        services.AddSingleton<SandboxGate>();
        services.AddHostedService<TenantSweeper>();
        services.Describe(() => SandboxOperations.All);
        if (section.GetValue<bool?>(nameof(ServerOptions.Sandbox)) is not false) // Where nothing was said, the gate finds it out.
        {
            services.AddSingleton<IEndpoints, SandboxTenants>();
            services.AddSingleton<IEndpoints, SandboxTime>();
            services.AddSingleton<IEndpoints, SandboxTrigger>();
            services.AddSingleton<IEndpoints, SandboxChaos>();
        }
    }
}
