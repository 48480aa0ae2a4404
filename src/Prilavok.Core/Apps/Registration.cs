using Microsoft.Extensions.DependencyInjection;

namespace Prilavok.Core.Apps;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<Patterns>();
    }
}
