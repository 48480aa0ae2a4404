using Microsoft.Extensions.DependencyInjection;

namespace Prilavok.Core.Terminals;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<EditTerminals>();
        services.AddSingleton<ActivateTerminal>();
    }
}
