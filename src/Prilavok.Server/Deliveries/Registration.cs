using Prilavok.Server.Http;

namespace Prilavok.Server.Deliveries;

internal static class Registration
{
    public static void Add(IServiceCollection services, IConfigurationSection _)
    {
        services.AddSingleton<SubjectWalk>();
        services.AddSingleton<LiveWriter>();
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<IEndpoints, PublisherLanes>();
        services.AddSingleton<IEndpoints, PublisherDeliveries>();
        services.AddSingleton<IEndpoints, PublisherReplays>();
        services.AddSingleton<IEndpoints, PublisherDelivery>();
        services.AddSingleton<IEndpoints, PublisherStream>();
    }
}
