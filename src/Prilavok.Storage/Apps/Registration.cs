using Microsoft.Extensions.DependencyInjection;
using Prilavok.Core.Apps;

namespace Prilavok.Storage.Apps;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IApps, AppStore>();
    }
}
