namespace Prilavok.Server.Bulk;

internal static class Registration
{
    public static void Add(IServiceCollection services, IConfigurationSection _)
    {
        services.AddSingleton<GoodsItems>();
        services.AddSingleton<BulkSubmission>();
        services.AddSingleton<BulkRunner>();
        services.AddHostedService<BulkWorker>();
        services.AddHostedService<BulkSweeper>();
    }
}
