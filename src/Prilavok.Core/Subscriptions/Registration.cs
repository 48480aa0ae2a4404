using Microsoft.Extensions.DependencyInjection;

namespace Prilavok.Core.Subscriptions;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<BillingSignal>();
    }
}
