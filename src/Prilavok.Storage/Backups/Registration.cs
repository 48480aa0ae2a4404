using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Prilavok.Core.Backups;

namespace Prilavok.Storage.Backups;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IRestorations, RestorationStore>();
        services.AddSingleton<IHostedService, RestoreWatch>();
    }
}
