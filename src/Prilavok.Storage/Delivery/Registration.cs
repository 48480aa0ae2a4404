using Microsoft.Extensions.DependencyInjection;
using Prilavok.Core.Delivery;

namespace Prilavok.Storage.Delivery;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<ILaneStore, LaneStore>();
        services.AddSingleton<IReplays, ReplayStore>();
        services.AddSingleton<IAttempts, AttemptStore>();
        services.AddSingleton<IForwards, ForwardStore>();
        services.AddSingleton<IDueTimes, DueTimes>();
    }
}
