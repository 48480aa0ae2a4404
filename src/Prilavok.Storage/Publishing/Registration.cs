using Microsoft.Extensions.DependencyInjection;
using Prilavok.Core.Publishing;

namespace Prilavok.Storage.Publishing;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IAudit, AuditStore>();
        services.AddSingleton<ITesters, TesterStore>();
        services.AddSingleton<IHooks, HookStore>();
    }
}
