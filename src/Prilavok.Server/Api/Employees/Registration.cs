using Prilavok.Server.Http;
using Prilavok.Server.OpenApi;

namespace Prilavok.Server.Api.Employees;

internal static class Registration
{
    public static void Add(IServiceCollection services, IConfigurationSection _)
    {
        services.Describe(() => EmployeeOperations.All);
        services.AddSingleton<IEndpoints, EmployeesV1>();
        services.AddSingleton<IEndpoints, EmployeesV2>();
        services.AddSingleton<IEndpoints, RolesV2>();
    }
}
