using Microsoft.Extensions.DependencyInjection;

namespace Prilavok.Core.Feed;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<ListEvents>();
        services.AddSingleton<FollowEvents>();
    }
}
