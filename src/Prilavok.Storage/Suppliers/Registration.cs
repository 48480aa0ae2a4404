using Microsoft.Extensions.DependencyInjection;
using Prilavok.Core.Suppliers;

namespace Prilavok.Storage.Suppliers;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<ISuppliers, SupplierStore>();
    }
}
