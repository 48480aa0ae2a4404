using Microsoft.Extensions.DependencyInjection;

namespace Prilavok.Core.Accounts;

internal static class Registration
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<KnownDevices>();
        services.AddSingleton<CheckCredentials>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<LogIn>();
        services.AddSingleton<OpenAccount>();
        services.AddSingleton<ChangePassword>();
        services.AddSingleton<ResetPassword>();
        services.AddSingleton<SecondFactors>();
        services.AddSingleton<PersonalTokens>();
        services.AddSingleton<AdministerAccounts>();
        services.AddSingleton<RegisterPublisher>();
        services.AddSingleton<AdmitPublisher>();
    }
}
