using Microsoft.Extensions.DependencyInjection;
using Prilavok.Core.Stores;

namespace Prilavok.Storage.Stores;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IStores, StoreStore>();
    }
}
