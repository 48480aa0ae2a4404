using Prilavok.Core;
using Prilavok.Server.Administration;
using Prilavok.Server.Http;

namespace Prilavok.Server.Keys;

internal static class KeyRegistration
{
    public static void AddKeys(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptions<KeyOptions>().Bind(section);
        services.AddSingleton<FindMasterKey>();
        services.AddSingleton<FolderOfKeys>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<ISecrets>(provider => provider.GetRequiredService<KeyRing>());
        services.AddSingleton<ForgetSecrets>();
        services.AddSingleton<OpenKeys>();
        services.AddSingleton<RotateKeys>();
        services.AddSingleton<IEndpoints, KeyEndpoints>();
    }
}
