using Microsoft.Extensions.DependencyInjection;

namespace Prilavok.Core.Access;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<AccessCache>();
        services.AddSingleton<RecogniseToken>();
        services.AddSingleton<IOwnerCache>(provider => provider.GetRequiredService<AccessCache>());
    }
}
