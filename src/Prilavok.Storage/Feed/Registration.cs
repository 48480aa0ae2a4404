using Microsoft.Extensions.DependencyInjection;
using Prilavok.Core.Feed;

namespace Prilavok.Storage.Feed;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IAppLogs, AppLogs>();
    }
}
