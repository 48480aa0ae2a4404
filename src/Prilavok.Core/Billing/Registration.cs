using Microsoft.Extensions.DependencyInjection;

namespace Prilavok.Core.Billing;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<TakeTurn>();
        services.AddSingleton<ChargeSubscription>();
        services.AddSingleton<SteerSubscription>();
        services.AddSingleton<InstallApp>();
        services.AddSingleton<RemoveApp>();
    }
}
