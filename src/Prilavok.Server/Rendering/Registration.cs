namespace Prilavok.Server.Rendering;

internal static class Registration
{
    public static void Add(IServiceCollection services, IConfigurationSection _)
    {
        services.AddSingleton<Undrawn>();
    }
}
