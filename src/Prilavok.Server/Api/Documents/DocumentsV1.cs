using System.Text.Json;
using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Documents;
using Prilavok.Core.Owners;
using Prilavok.Core.Stores;
using Prilavok.Server.Callers;
using Prilavok.Server.Documents;
using Prilavok.Server.Http;
using Prilavok.Server.Lists;
using Prilavok.Server.Rendering;

namespace Prilavok.Server.Api.Documents;

/// <summary>
/// Documents in the forms of v1: envelope and transactions, or the intermediate one. Both are asked for alike. The list is
/// complete: v1 has no pages.
/// </summary>
internal sealed class DocumentsV1(
    IStorage storage, IStores stores, IDocuments documents, IOwners owners, IOptions<DocumentOptions> options, Undrawn undrawn,
    ListPlaces places, Guard guard, TimeProvider clock) : IEndpoints
{
    private delegate void Draw(Utf8JsonWriter json, ReadOnlyMemory<byte> content, string appId);

    public void Map(IEndpointRouteBuilder app)
    {
        Map("/api/v1/inventories/stores/{storeUuid}/documents", "v1.documents.list", (json, content, appId) => DocumentWriterV1.Write(
            json, content, appId, options.Value.ZeroChange));
        Map("/api/v2/inventories/stores/{storeUuid}/documents", "v1.documents.intermediate", IntermediateDocumentWriter.Write);

        void Map(string pattern, string name, Draw draw) =>
            app.MapGet(pattern, guard.App(Rights.DocumentRead, (http, caller) => ListAsync(http, caller, draw)))
                .WithName(name).WithMetadata(new RequiredRight(Rights.DocumentRead));
    }

    private async Task ListAsync(HttpContext http, Grant.OfApp app, Draw draw)
    {
        var (owner, store) = await storage.ReadAsync(
            async s => (await owners.FindAsync(s, app.OwnerId), await stores.FindEverAsync(s, app.OwnerId, http.RouteText("storeUuid"))),
            http.RequestAborted);
        if (owner is null || store is null)
        {
            await ErrorsV1.WriteAsync(http, StatusCodes.Status404NotFound);
            return;
        }

        var ask = http.Request.Query;
        var gt = ask["gtCloseDate"].ToString();
        var lt = ask["ltCloseDate"].ToString();
        if (!DocumentPeriodV1.TryRead(gt, lt, clock.GetUtcNow() + owner.ClockOffset, out var period, out var fault))
        {
            await ErrorsV1.WriteFaultsAsync(http, [fault!.Value]);
            return;
        }

        var types = http.Request.QueryList("types").Concat(http.Request.QueryList("type")).ToList();
        var query = new DocumentQuery(
            store.Id,
            ask["deviceUuid"].ToString() is { Length: > 0 } device ? device : null,
            period.After.AddMilliseconds(1),
            period.Before,
            types.Count == 0 ? null : [.. types.SelectMany(DocumentTypeNames.OfFilter)]);
        if (await places.EnterAsync(http, app) is not { } place)
        {
            return;
        }

        using var left = place;
        using var body = new ListBody(http, Json.MediaType);
        using var rows = new DocumentRows(app.OwnerId, undrawn);
        body.Json.WriteStartArray();
        await foreach (var document in EveryDocument.ThatAsync(storage, documents, app.OwnerId, query, http.RequestAborted))
        {
            if (rows.DrawJson(document, json => draw(json, document.Content, app.AppId)) is { } row)
            {
                body.Json.WriteRawValue(row.Span, skipInputValidation: true);
            }

            await body.BreatheAsync();
        }

        body.Json.WriteEndArray();
        await body.SendAsync();
    }
}
