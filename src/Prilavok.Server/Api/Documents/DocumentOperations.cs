using Prilavok.Contracts.V1;
using Prilavok.Contracts.V2;
using Prilavok.Server.OpenApi;

namespace Prilavok.Server.Api.Documents;

internal static class DocumentOperations
{
    private const string Tag = "Documents";
    private const string Ofd = "Fiscal data operator";

    public static IEnumerable<Operation> All { get; } =
    [
        FiltersV1(new Operation("v1.documents.list", Tag, "Lists the documents of a store")).Answers200<IReadOnlyList<DocumentV1>>(),
        FiltersV1(new Operation("v1.documents.intermediate", Tag, "Lists the documents of a store in the form between the versions"))
            .Answers200<IReadOnlyList<IntermediateDocumentV1>>(),
        FiltersV2(new Operation("v2.documents.list", Tag, "Lists the documents of a store")),
        new Operation("v2.documents.find", Tag, "Finds one document of a store").Answers200<DocumentV2>(),
        FiltersV2(new Operation("v2.documents.listOfDevice", Tag, "Lists the documents of a terminal")),
        new Operation("v2.documents.findOfDevice", Tag, "Finds one document of a terminal").Answers200<DocumentV2>(),
        new Operation("v1.ofd.stores", Ofd, "Lists the stores by the operator's numbers").Answers200<OfdV1<OfdStoreV1>>().OrUnchanged(),
        new Operation("v1.ofd.devices", Ofd, "Lists the cash registers by the operator's numbers").Answers200<OfdV1<OfdDeviceV1>>().OrUnchanged(),
        OfdFilters(
            new Operation("v1.ofd.documents", Ofd, "Lists the fiscal documents").Asks<string>("storeId", "Only of this store: its number or id.")),
        OfdFilters(new Operation("v1.ofd.documentsOfStore", Ofd, "Lists the fiscal documents of a store")),
    ];

    private static Operation FiltersV1(Operation operation) => operation
        .Asks<string>("gtCloseDate", "Closed after this time.")
        .Asks<string>("ltCloseDate", "Closed before this time.")
        .Asks<string>("deviceUuid", "Only of this terminal.")
        .Asks<IReadOnlyList<string>>("types", "Only of these kinds: repeated, in a comma list, or both.");

    private static Operation FiltersV2(Operation operation) => operation
        .Asks<long>("since", "Closed at or after this time, in unix milliseconds.")
        .Asks<long>("until", "Closed before this time, in unix milliseconds.")
        .Asks<IReadOnlyList<string>>("type", "Only of these kinds: repeated, in a comma list, or both.")
        .InPages()
        .Answers200<PageV2<DocumentV2>>()
        .OrUnchanged();

    private static Operation OfdFilters(Operation operation) => operation
        .Asks<string>("deviceId", "Only of this cash register: its number or id.")
        .Asks<string>("fromDate", "Closed at or after this time; a month before the end by default.")
        .Asks<string>("toDate", "Closed before this time; now by default.")
        .Asks<IReadOnlyList<string>>("docType", "Only of these kinds: repeated, in a comma list, or both.")
        .Answers200<OfdV1<OfdReceiptV1>>();
}
