using Microsoft.Extensions.DependencyInjection;

namespace Prilavok.Core.Installations;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<AppCache>();
        services.AddSingleton<TellAccount>();
        services.AddSingleton<KeepInstallations>();
        services.AddSingleton<UpdateInstallations>();
        services.AddSingleton<IssueInstallationToken>();
        services.AddSingleton<FindProxied>();
        services.AddSingleton<FindInventorySystem>();
        services.AddSingleton<TickTerminals>();
        services.AddSingleton<IOwnerCache>(provider => provider.GetRequiredService<AppCache>());
    }
}
