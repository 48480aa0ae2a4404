using Microsoft.Extensions.DependencyInjection;
using Prilavok.Core.Log;

namespace Prilavok.Storage.Log;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IEventLog, EventLog>();
    }
}
