using System.Text.Json;
using Microsoft.Extensions.Options;
using Prilavok.Core.Access;
using Prilavok.Core.Documents;
using Prilavok.Server.Callers;
using Prilavok.Server.Documents;
using Prilavok.Server.Http;

namespace Prilavok.Server.TerminalGateway;

/// <summary>Where terminals bring what they sold. When it answers, the accepted are on disk and in the log.</summary>
internal sealed class TerminalDocuments(
    AcceptDocuments accept, Guard guard, OwnerClock ownerClock, IOptions<TerminalOptions> options) : IEndpoints
{
    public const int Most = 500;

    private const int ReadAtOnce = 20;

    /// <summary>Another terminal of the owner holds the id.</summary>
    public const string Foreign = "foreign_document";

    /// <summary>A removed terminal brings what it did afterwards.</summary>
    public const string AfterRemoval = "closed_after_removal";

    public void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/terminal/v1/documents", guard.Bringer(AcceptAsync)).WithName("terminal.documents");

    private async Task AcceptAsync(HttpContext http, Grant.Bringer caller)
    {
        var now = await ownerClock.NowAsync(caller.OwnerId, http.RequestAborted);
        var removedAt = (caller as Grant.OfStraggler)?.RemovedAt;
        if (removedAt + options.Value.BringsAfterRemoval <= now)
        {
            await Faults.TellAsync(http, StatusCodes.Status401Unauthorized, null);
            return;
        }

        using var body = await Json.ReadItemsAsync(http);
        var root = body.RootElement;
        if (root.ValueKind != JsonValueKind.Array || root.GetArrayLength() > Most)
        {
            await Problem.WriteAsync(http, StatusCodes.Status400BadRequest, $"The body must be an array of at most {Most} documents.");
            return;
        }

        var terminal = caller.Terminal;
        var origin = new DocumentOrigin(caller.OwnerId, caller.Stood, terminal.Id, terminal.TimezoneOffset, now);
        var documents = new List<IncomingDocument>(root.GetArrayLength());
        var rejected = new List<DocumentRejection>();
        var read = 0;
        foreach (var element in root.EnumerateArray())
        {
            if (++read % ReadAtOnce == 0)
            {
                await Task.Yield(); // Who has brought one document need not wait until five hundred are read.
            }

            if (!DocumentReader.TryRead(element, origin, out var document, out var rejection))
            {
                rejected.Add(rejection!);
            }
            else if (document!.CloseDate > removedAt)
            {
                rejected.Add(Rejection(document.Id, AfterRemoval, "close_date", "is after the removal of this terminal"));
            }
            else
            {
                documents.Add(document);
            }
        }

        var outcome = documents.Count == 0
            ? AcceptOutcome.Nothing
            : await accept.HandleAsync(caller.OwnerId, terminal, documents, http.RequestAborted);
        rejected.AddRange(outcome.Foreign.Select(id => Rejection(id, Foreign, "id", "another terminal has brought a document of this id")));
        await Json.WriteAsync(http, StatusCodes.Status200OK, json => Write(json, outcome, rejected));
    }

    private static DocumentRejection Rejection(string id, string code, string subject, string reason) =>
        new(id, code, [new ViolationV2(subject, reason)]);

    private static void Write(Utf8JsonWriter json, AcceptOutcome outcome, List<DocumentRejection> rejected)
    {
        json.WriteStartObject();
        WriteIds(json, "accepted", outcome.Accepted);
        WriteIds(json, "duplicates", outcome.Duplicates);
        json.WriteStartArray("rejected");
        foreach (var rejection in rejected)
        {
            json.WriteStartObject();
            json.WriteString("id", rejection.Id);
            json.WriteString("code", rejection.Code);
            json.WriteStartArray("violations");
            foreach (var violation in rejection.Violations)
            {
                json.WriteStartObject();
                json.WriteString("subject", violation.Subject);
                json.WriteString("reason", violation.Reason);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteIds(Utf8JsonWriter json, string name, IReadOnlyList<string> ids)
    {
        json.WriteStartArray(name);
        foreach (var id in ids)
        {
            json.WriteStringValue(id);
        }

        json.WriteEndArray();
    }
}
