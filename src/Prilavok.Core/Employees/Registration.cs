using Microsoft.Extensions.DependencyInjection;

namespace Prilavok.Core.Employees;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<EditEmployees>();
        services.AddSingleton<EditRoles>();
    }
}
