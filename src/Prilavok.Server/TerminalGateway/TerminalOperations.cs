using Prilavok.Contracts;
using Prilavok.Contracts.Terminal;
using Prilavok.Contracts.V2;
using Prilavok.Server.OpenApi;

namespace Prilavok.Server.TerminalGateway;

internal static class TerminalOperations
{
    private const string Tag = "Terminals";
    private const string Terminal = "the terminal";

    public static IEnumerable<Operation> All { get; } =
    [
        new Operation("terminal.activate", Tag, "Pairs a terminal").ForAnyone().Takes<Activation>().Answers200<Activated>()
            .With("A code works once, for a while on the owner's clock. After too many wrong ones nobody of the same network pairs for a while.")
            .Refuses(StatusCodes.Status401Unauthorized, StatusCodes.Status429TooManyRequests),
        new Operation("terminal.documents", Tag, "Brings documents")
            .With($"""
                At most {TerminalDocuments.Most} at once; bringing one again is safe. What is rejected bears a code: invalid_format,
                validation_failed, {TerminalDocuments.Foreign} (another terminal has brought a document of this id) or
                {TerminalDocuments.AfterRemoval} (the terminal was removed before it closed the document).
                """.ReplaceLineEndings(" "))
            .For(Terminal).Takes<IReadOnlyList<NewDocumentV2>>().Answers200<DocumentsTaken>(),
        new Operation("terminal.products", Tag, "Brings goods made or changed on the terminal").With($"At most {TerminalProducts.Most} at once.")
            .For(Terminal).Takes<IReadOnlyList<Either<ProductWriteV2, ProductGroupWriteV2>>>().Answers200<ProductsTaken>()
            .Refuses(StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound),
        new Operation("terminal.changes", Tag, "Tells what changed in the cloud, and waits when nothing did").For(Terminal)
            .Asks<long>("after", "The place the last answer named; 0 at first.")
            .Asks<int>("wait", "Seconds to wait for something new; at most 30.")
            .Answers200<Changes>(),
        new Operation("terminal.commodities", Tag, "Asks the owner's apps for goods the shop does not know").For(Terminal)
            .With("A 404 names in `violations` the apps whose services made no sense, each with its reason.")
            .Asks<string>("scanCode", "Barcode; it must be there.").Asks<string>("alcCode", "Code of the alcohol register.")
            .Answers200<Commodity>().Refuses(StatusCodes.Status404NotFound),
        .. new[] { "get", "post", "put", "delete" }.Select(Proxied),
        new Operation("terminal.pushes.answer", Tag, "Tells what an app did with a push").For(Terminal).Takes<PushAnswer>()
            .AnswersEmpty(StatusCodes.Status204NoContent).Refuses(StatusCodes.Status409Conflict),
    ];

    private static Operation Proxied(string method) =>
        new Operation("terminal.proxy." + method, Tag, "Calls a service on behalf of an app on the terminal")
        .With("The service's own answer is passed on, whatever its status and type.").For(Terminal)
        .Asks<string>("url", "The address; one of the owner's apps must allow it.").Answers200<System.Text.Json.JsonElement>("*/*")
        .Refuses(StatusCodes.Status403Forbidden, StatusCodes.Status408RequestTimeout, StatusCodes.Status413PayloadTooLarge)
        .Refuses(StatusCodes.Status502BadGateway, StatusCodes.Status504GatewayTimeout);
}
