using Microsoft.Extensions.DependencyInjection;
using Prilavok.Core;

namespace Prilavok.Storage.Sqlite;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IStorage, SqliteStorage>();
    }
}
