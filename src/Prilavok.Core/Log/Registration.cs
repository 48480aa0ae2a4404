using Microsoft.Extensions.DependencyInjection;

namespace Prilavok.Core.Log;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<OwnerSignal>();
    }
}
