using Microsoft.Extensions.DependencyInjection;

namespace Prilavok.Core.Publishing;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<AppTime>();
        services.AddSingleton<HoldApp>();
        services.AddSingleton<EditApps>();
        services.AddSingleton<EditVersions>();
        services.AddSingleton<FindVersions>();
        services.AddSingleton<EditTesters>();
        services.AddSingleton<EditHooks>();
        services.AddSingleton<SteerLanes>();
    }
}
