using Prilavok.Core.Delivery;

namespace Prilavok.Server.Reading;

/// <summary>Paths of notifications as the documentation has them.</summary>
internal static class DocumentedPaths
{
    /// <summary>Where v1 has each notification below a service's base address.</summary>
    public static IReadOnlyDictionary<Channel, string> OfV1 { get; } = new Dictionary<Channel, string>
    {
        [Channel.Stores] = "/api/v1/inventories/stores",
        [Channel.Devices] = "/api/v1/inventories/devices",
        [Channel.Employees] = "/api/v1/inventories/employees",
        [Channel.Products] = "/api/v1/inventories/stores/{storeUuid}/products",
        [Channel.Documents] = "/api/v1/inventories/stores/{storeUuid}/documents",
        [Channel.Receipts] = "/api/v2/receipts",
        [Channel.Subscription] = "/api/v1/subscription/event",
        [Channel.Installation] = "/api/v2/installation/event",
        [Channel.Token] = "/api/v1/user/token",
    };
}
