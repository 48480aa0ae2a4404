using Microsoft.Extensions.DependencyInjection;

namespace Prilavok.Core.Suppliers;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<EditSuppliers>();
    }
}
