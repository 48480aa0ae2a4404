using Microsoft.Extensions.DependencyInjection;
using Prilavok.Core.Terminals;

namespace Prilavok.Storage.Terminals;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<ITerminals, TerminalStore>();
    }
}
