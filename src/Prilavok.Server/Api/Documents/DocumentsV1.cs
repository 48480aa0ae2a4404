using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Apps;
using Prilavok.Core.Documents;
using Prilavok.Core.Owners;
using Prilavok.Core.Stores;
using Prilavok.Server.Api.Wire;
using Prilavok.Server.Hosting;

namespace Prilavok.Server.Api.Documents;

/// <summary>Documents as envelope and transactions. The list is complete: v1 has no pages.</summary>
internal sealed class DocumentsV1(
    IStorage storage, IStores stores, IDocuments documents, IOwners owners, Guard guard, TimeProvider clock) : IEndpoints
{
    private const int Chunk = 200;

    public void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/api/v1/inventories/stores/{storeUuid}/documents", guard.App(Rights.DocumentRead, ListAsync))
            .WithName("v1.documents.list").WithMetadata(new RequiredRight(Rights.DocumentRead));

    private async Task ListAsync(HttpContext http, Grant.OfApp app)
    {
        var (owner, store) = await storage.ReadAsync(
            async s => (await owners.FindAsync(s, app.OwnerId), await stores.FindAsync(s, app.OwnerId, http.RouteText("storeUuid"))),
            http.RequestAborted);
        if (owner is null || store is null)
        {
            await ErrorsV1.WriteAsync(http, StatusCodes.Status404NotFound);
            return;
        }

        var ask = http.Request.Query;
        var gt = ask["gtCloseDate"].ToString();
        var lt = ask["ltCloseDate"].ToString();
        if (!DocumentPeriodV1.TryRead(gt, lt, clock.GetUtcNow() + owner.ClockOffset, out var period, out var wrong))
        {
            await ErrorsV1.WriteInvalidAsync(http, wrong, wrong == "gtCloseDate" ? gt : lt);
            return;
        }

        var types = http.Request.QueryList("types").Concat(http.Request.QueryList("type")).ToList();
        var query = new DocumentQuery(
            store.Id,
            ask["deviceUuid"].ToString() is { Length: > 0 } device ? device : null,
            period.After.AddMilliseconds(1),
            period.Before,
            types.Count == 0 ? null : [.. types.SelectMany(DocumentTypeNames.FromV1)]);
        using var body = new ListBody(http, Json.MediaType);
        await WriteAllAsync(body, app, query);
        await body.SendAsync();
    }

    private async Task WriteAllAsync(ListBody body, Grant.OfApp app, DocumentQuery query)
    {
        body.Json.WriteStartArray();
        var after = Position.Start;
        IReadOnlyList<StoredDocument> chunk;
        do
        {
            chunk = await storage.ReadAsync(
                s => documents.ListAsync(s, app.OwnerId, query, new Page(after, Chunk)), CancellationToken.None);
            foreach (var document in chunk)
            {
                DocumentWriterV1.Write(body.Json, document.Content, app.AppId);
                after = document.Position;
            }

            await body.BreatheAsync();
        }
        while (chunk.Count == Chunk);
        body.Json.WriteEndArray();
    }
}
