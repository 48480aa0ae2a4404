using Microsoft.Extensions.DependencyInjection;

namespace Prilavok.Core.Catalog;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<BulkSignal>();
        services.AddSingleton<ImportProducts>();
        services.AddSingleton<DeleteProducts>();
        services.AddSingleton<SetQuantities>();
        services.AddSingleton<EditExtras>();
        services.AddSingleton<EditProducts>();
        services.AddSingleton<RemoveProducts>();
        services.AddSingleton<EditImages>();
        services.AddSingleton<LookUpCommodity>();
        services.AddSingleton<SubmitBulk>();
    }
}
