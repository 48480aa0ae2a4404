using Microsoft.Extensions.DependencyInjection;
using Prilavok.Core.Accounts;

namespace Prilavok.Storage.Accounts;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IAccounts, AccountStore>();
        services.AddSingleton<ISignInFailures, SignInFailureStore>();
        services.AddSingleton<IPublishers, PublisherStore>();
    }
}
