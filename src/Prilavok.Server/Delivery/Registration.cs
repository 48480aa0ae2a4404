namespace Prilavok.Server.Delivery;

internal static class Registration
{
    public static void Add(IServiceCollection services, IConfigurationSection _)
    {
        services.AddSingleton<DeliveryMeter>();
        services.AddSingleton<DeliveryWatch>();
        services.AddHostedService<LagWatch>();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<MishapSender>();
        services.AddSingleton<Packer>();
        services.AddSingleton<LifeOrder>();
        services.AddSingleton<Judge>();
        services.AddSingleton<ParcelSender>();
        services.AddSingleton<UnorderedLane>();
        services.AddSingleton<LaneRunner>();
        services.AddHostedService<DueTimesWatch>();
        services.AddHostedService<DeliveryWorker>();
        services.AddHostedService<AttemptSweeper>();
        services.AddSingleton<DeliverySubjects>();
        services.AddSingleton<DeliveryStory>();
        services.AddSingleton<DocumentStory>();
        services.AddSingleton<ReplayWalk>();
        services.AddSingleton<ReplayCounter>();
        services.AddSingleton<ReplayRunner>();
        services.AddSingleton<StartReplay>();
        services.AddHostedService<ReplayWorker>();
    }
}
