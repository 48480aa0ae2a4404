using Microsoft.Extensions.DependencyInjection;

namespace Prilavok.Core.Delivery;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<LaneSignal>();
        services.AddSingleton<ReplaySignal>();
        services.AddSingleton<ForwardSignal>();
    }
}
