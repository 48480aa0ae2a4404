using Microsoft.Extensions.DependencyInjection;

namespace Prilavok.Core.Documents;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<AcceptDocuments>();
        services.AddSingleton<MoveStock>();
        services.AddSingleton<CountStock>();
        services.AddSingleton<RemoveStore>();
    }
}
