using Prilavok.Server.Http;
using Prilavok.Server.OpenApi;

namespace Prilavok.Server.Api.Suppliers;

internal static class Registration
{
    public static void Add(IServiceCollection services, IConfigurationSection _)
    {
        services.Describe(() => SupplierOperations.All);
        services.AddSingleton<IEndpoints, SuppliersV2>();
    }
}
