using Microsoft.Extensions.DependencyInjection;
using Prilavok.Core.Subscriptions;

namespace Prilavok.Storage.Subscriptions;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<ISubscriptions, SubscriptionStore>();
        services.AddSingleton<IPayments, PaymentStore>();
    }
}
