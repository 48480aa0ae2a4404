namespace Prilavok.Server.Folders;

internal static class Registration
{
    public static void Add(IServiceCollection services, IConfigurationSection _)
    {
        services.AddSingleton<HeldFolder>();
    }
}
