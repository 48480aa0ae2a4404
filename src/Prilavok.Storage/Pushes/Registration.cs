using Microsoft.Extensions.DependencyInjection;
using Prilavok.Core.Pushes;

namespace Prilavok.Storage.Pushes;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IPushes, PushStore>();
    }
}
