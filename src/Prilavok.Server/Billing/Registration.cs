using Microsoft.Extensions.Options;

namespace Prilavok.Server.Billing;

internal static class Registration
{
    public static void Add(IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptionsWithValidateOnStart<BillingOptions, BillingOptionsValidator>().Bind(section.GetSection("Billing"));
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<BillingOptions>>().Value.Rules);
        services.AddHostedService<BillingWorker>();
    }
}
