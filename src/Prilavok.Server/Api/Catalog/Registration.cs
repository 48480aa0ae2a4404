using Prilavok.Server.Http;
using Prilavok.Server.OpenApi;

namespace Prilavok.Server.Api.Catalog;

internal static class Registration
{
    public static void Add(IServiceCollection services, IConfigurationSection _)
    {
        services.AddSingleton<IMemberWords, GoodsWords>();
        services.Describe(() => GoodsOperationsV1.All);
        services.Describe(() => GoodsOperationsV2.All);
        services.AddSingleton<IEndpoints, ProductsV1>();
        services.AddSingleton<IEndpoints, GoodsListsV2>();
        services.AddSingleton<IEndpoints, GoodsWritesV2>();
        services.AddSingleton<IEndpoints, GoodsRemovalV2>();
        services.AddSingleton<IEndpoints, BulksV2>();
    }
}
