using Microsoft.Extensions.DependencyInjection;

namespace Prilavok.Core.Stores;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<EditStores>();
    }
}
