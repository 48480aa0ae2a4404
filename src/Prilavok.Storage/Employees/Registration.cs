using Microsoft.Extensions.DependencyInjection;
using Prilavok.Core.Employees;

namespace Prilavok.Storage.Employees;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IEmployees, EmployeeStore>();
        services.AddSingleton<IRoles, RoleStore>();
    }
}
