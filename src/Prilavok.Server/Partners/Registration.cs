using Prilavok.Core.Catalog;
using Prilavok.Core.Installations;

namespace Prilavok.Server.Partners;

internal static class Registration
{
    public static void Add(IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptionsWithValidateOnStart<DeliveryOptions, DeliveryOptionsValidator>().Bind(section.GetSection("Webhooks"));
        services.AddSingleton<StandIns>();
        services.AddSingleton<FindAddresses>(_ => System.Net.Dns.GetHostAddressesAsync);
        services.AddSingleton<OutgoingHttp>();
        services.AddSingleton<IPartner, PartnerClient>();
        services.AddSingleton<ICommodityServices, CommodityClient>();
    }
}
