using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Accounts;
using Prilavok.Server.Http;
using Prilavok.Server.OpenApi;

namespace Prilavok.Server.Accounts;

internal static class Registration
{
    public static void Add(IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptionsWithValidateOnStart<AccountOptions, AccountOptionsValidator>().Bind(section.GetSection("Accounts"));
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<AccountOptions>>().Value.Rules);
        services.AddSingleton<PasswordRules>();
        services.AddSingleton<IValidateOptions<ServerOptions>, AdminPasswordValidator>();
        services.AddSingleton<HashingThreads>();
        services.AddSingleton<IPasswords, IdentityPasswords>();
        services.AddSingleton<IPasswordTurns, PasswordTurns>();
        services.AddSingleton<IOneTimeCodes, OneTimeCodes>();
        Messages.Add(services);
        services.AddHostedService<FirstAdministrator>();
        services.Describe(() => AccountOperations.All);
        services.AddSingleton<IEndpoints, AccountRegistration>();
        services.AddSingleton<IEndpoints, SessionEndpoints>();
        services.AddSingleton<IEndpoints, OpenSessions>();
        services.AddSingleton<IEndpoints, PasswordEndpoints>();
        services.AddSingleton<IEndpoints, SecondFactorEndpoints>();
        services.AddSingleton<IEndpoints, TokenEndpoints>();
        services.AddSingleton<IEndpoints, AdministratorEndpoints>();
    }
}
