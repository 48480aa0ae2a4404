using Microsoft.Extensions.DependencyInjection;
using Prilavok.Core.Keys;

namespace Prilavok.Storage.Keys;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IKeyStore, KeyStore>();
        services.AddSingleton<IKeptSecrets, SecretCensus>();
    }
}
