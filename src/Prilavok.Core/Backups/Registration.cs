using Microsoft.Extensions.DependencyInjection;

namespace Prilavok.Core.Backups;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<MarkRestored>();
        services.AddSingleton<FindRestored>();
    }
}
