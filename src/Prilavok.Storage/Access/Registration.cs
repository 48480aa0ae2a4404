using Microsoft.Extensions.DependencyInjection;
using Prilavok.Core.Access;

namespace Prilavok.Storage.Access;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IKeyedCalls, KeyedCallStore>();
    }
}
