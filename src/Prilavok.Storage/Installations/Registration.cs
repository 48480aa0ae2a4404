using Microsoft.Extensions.DependencyInjection;
using Prilavok.Core.Installations;

namespace Prilavok.Storage.Installations;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IInstallations, InstallationStore>();
    }
}
