using Microsoft.Extensions.DependencyInjection;
using Prilavok.Core.Owners;

namespace Prilavok.Storage.Owners;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IOwners, OwnerStore>();
        services.AddSingleton<ITokens, TokenStore>();
        services.AddSingleton<IChaos, ChaosStore>();
    }
}
