using Microsoft.Extensions.DependencyInjection;
using Prilavok.Core.Sandbox;

namespace Prilavok.Storage.Sandbox;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<ISandboxSecrets, SandboxSecretStore>();
    }
}
