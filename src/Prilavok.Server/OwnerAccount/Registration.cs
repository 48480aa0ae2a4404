using Prilavok.Server.Http;
using Prilavok.Server.OpenApi;

namespace Prilavok.Server.OwnerAccount;

internal static class Registration
{
    public static void Add(IServiceCollection services, IConfigurationSection _)
    {
        services.AddSingleton<InstallationAnswers>();
        services.Describe(() => OwnerOperations.All);
        services.AddSingleton<IEndpoints, OwnerStores>();
        services.AddSingleton<IEndpoints, OwnerDevices>();
        services.AddSingleton<IEndpoints, OwnerEmployees>();
        services.AddSingleton<IEndpoints, OwnerRoles>();
        services.AddSingleton<IEndpoints, OwnerApps>();
        services.AddSingleton<IEndpoints, OwnerSubscriptions>();
        services.AddSingleton<IEndpoints, OwnerPayments>();
        services.AddSingleton<IEndpoints, OwnerAudit>();
    }
}
