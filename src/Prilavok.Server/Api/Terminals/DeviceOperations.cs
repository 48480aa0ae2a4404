using Prilavok.Contracts.V1;
using Prilavok.Contracts.V2;
using Prilavok.Server.OpenApi;

namespace Prilavok.Server.Api.Terminals;

internal static class DeviceOperations
{
    private const string Tag = "Devices";

    public static IEnumerable<Operation> All { get; } =
    [
        new Operation("v1.devices.search", Tag, "Lists the terminals of the owner").Answers200<IReadOnlyList<DeviceV1>>().OrUnchanged(),
        new Operation("v2.devices.list", Tag, "Lists the terminals of the owner")
            .Asks<string>("store_id", "Only of this store.").InPages().Answers200<PageV2<DeviceV2>>().OrUnchanged(),
        new Operation("v2.devices.find", Tag, "Finds one terminal").Answers200<DeviceV2>(),
    ];
}
