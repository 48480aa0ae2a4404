using Prilavok.Contracts.V1;
using Prilavok.Contracts.V2;
using Prilavok.Server.OpenApi;

namespace Prilavok.Server.Api.Stores;

internal static class StoreOperations
{
    public static IEnumerable<Operation> All { get; } =
    [
        new Operation("v1.stores.search", "Stores", "Lists the stores of the owner").Answers200<IReadOnlyList<StoreV1>>().OrUnchanged(),
        new Operation("v2.stores.list", "Stores", "Lists the stores of the owner").InPages().Answers200<PageV2<StoreV2>>().OrUnchanged(),
        new Operation("v2.stores.find", "Stores", "Finds one store").Answers200<StoreV2>(),
    ];
}
