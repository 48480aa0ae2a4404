using Microsoft.Extensions.DependencyInjection;
using Prilavok.Core.Subscriptions;

namespace Prilavok.Core.Sandbox;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<AddSandboxApp>();
        services.AddSingleton<SetChaos>();
        services.AddSingleton<CreateTenant>();
        services.AddSingleton<DescribeTenant>();
        services.AddSingleton<RemoveTenant>();
        services.AddSingleton<Settle>();
        services.AddSingleton<TurnClock>();
        services.AddSingleton<IPaymentProvider, SandboxPayments>();
    }
}
