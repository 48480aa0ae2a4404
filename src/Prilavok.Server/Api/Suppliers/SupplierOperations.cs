using Prilavok.Contracts.V2;
using Prilavok.Server.OpenApi;

namespace Prilavok.Server.Api.Suppliers;

internal static class SupplierOperations
{
    private const string Tag = "Suppliers";

    public static IEnumerable<Operation> All { get; } =
    [
        new Operation("v2.suppliers.list", Tag, "Lists the suppliers of the owner").InPages().Answers200<PageV2<SupplierV2>>().OrUnchanged(),
        new Operation("v2.suppliers.find", Tag, "Finds one supplier").Answers200<SupplierV2>(),
        new Operation("v2.suppliers.add", Tag, "Makes a supplier").Takes<NewSupplierV2>().Answers200<SupplierV2>(),
        new Operation("v2.suppliers.change", Tag, "Changes a supplier").Takes<SupplierChangeV2>().Answers200<SupplierV2>(),
        new Operation("v2.suppliers.removeList", Tag, "Removes suppliers")
            .Asks<IReadOnlyList<string>>("id", "Their ids, 1 to 1000: repeated, in a comma list, or both.")
            .AnswersEmpty(StatusCodes.Status204NoContent),
        new Operation("v2.suppliers.remove", Tag, "Removes one supplier").AnswersEmpty(StatusCodes.Status204NoContent),
    ];
}
