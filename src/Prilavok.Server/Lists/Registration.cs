namespace Prilavok.Server.Lists;

internal static class Registration
{
    public static void Add(IServiceCollection services, IConfigurationSection _)
    {
        services.AddSingleton<EntityTags>();
        services.AddSingleton<ListPlaces>();
        services.AddSingleton<RenderedLists>();
    }
}
