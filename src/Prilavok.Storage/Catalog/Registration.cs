using Microsoft.Extensions.DependencyInjection;
using Prilavok.Core.Catalog;

namespace Prilavok.Storage.Catalog;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IProducts, ProductStore>();
        services.AddSingleton<IStock, StockStore>();
        services.AddSingleton<IStockCounts, StockCountStore>();
        services.AddSingleton<IExtras, ExtraStore>();
        services.AddSingleton<IProductImages, ProductImageStore>();
        services.AddSingleton<IBulkTasks, BulkTaskStore>();
    }
}
