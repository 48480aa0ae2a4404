using Prilavok.Core;

namespace Prilavok.Server.Keys;

internal static class Registration
{
    public static void Add(IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptions<KeyOptions>().Bind(section);
        services.AddSingleton<FindMasterKey>();
        services.AddSingleton<FolderOfKeys>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<ISecrets>(provider => provider.GetRequiredService<KeyRing>());
        services.AddSingleton<ForgetSecrets>();
        services.AddSingleton<OpenKeys>();
        services.AddSingleton<RotateKeys>();
    }
}
