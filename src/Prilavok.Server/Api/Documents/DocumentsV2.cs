using System.Buffers;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Documents;
using Prilavok.Core.Stores;
using Prilavok.Server.Callers;
using Prilavok.Server.Documents;
using Prilavok.Server.Http;
using Prilavok.Server.Lists;
using Prilavok.Server.Rendering;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Api.Documents;

/// <summary>Documents as they are kept, with the extras of the asking app.</summary>
internal sealed class DocumentsV2(
    IStorage storage, IStores stores, IDocuments documents, RenderedLists lists, Undrawn undrawn, Guard guard) : IEndpoints
{
    /// <summary>Documents fetched at a time while a page is written.</summary>
    private const int Chunk = 200;

    public void Map(IEndpointRouteBuilder app)
    {
        Map("/stores/{storeId}/documents", "v2.documents.list", ListAsync);
        Map("/stores/{storeId}/documents/{documentId}", "v2.documents.find", FindAsync);
        Map("/stores/{storeId}/devices/{deviceId}/documents", "v2.documents.listOfDevice", ListAsync);
        Map("/stores/{storeId}/devices/{deviceId}/documents/{documentId}", "v2.documents.findOfDevice", FindAsync);

        void Map(string pattern, string name, Func<HttpContext, Grant.OfApp, Task> handler) =>
            app.MapGet(pattern, guard.App(Rights.DocumentRead, handler)).WithName(name).WithMetadata(new RequiredRight(Rights.DocumentRead));
    }

    private async Task FindAsync(HttpContext http, Grant.OfApp app)
    {
        var found = await storage.ReadAsync(
            s => documents.FindAsync(
                s, app.OwnerId, http.RouteText("storeId"), http.GetRouteValue("deviceId") as string, http.RouteText("documentId")),
            http.RequestAborted);
        if (found is null)
        {
            await Faults.TellAsync(http, StatusCodes.Status404NotFound, null);
            return;
        }

        var buffer = new ArrayBufferWriter<byte>(found.Content.Length);
        DocumentWriterV2.Write(buffer, found.Content, app.AppId);
        await Json.WriteAsync(http, StatusCodes.Status200OK, buffer.WrittenMemory);
    }

    private async Task ListAsync(HttpContext http, Grant.OfApp app)
    {
        if (await PageQuery.ReadAsync(http, FiltersOf(http.Request)) is not { } page)
        {
            return;
        }

        if (QueryOf(http, page.Filters) is not { } query)
        {
            await ErrorsV2.WriteValidationAsync(http, "since", "must be unix time in milliseconds");
            return;
        }

        if (await storage.ReadAsync(s => stores.FindEverAsync(s, app.OwnerId, query.StoreId), http.RequestAborted) is null)
        {
            await Faults.TellAsync(http, StatusCodes.Status404NotFound, null);
            return;
        }

        await lists.AnswerAsync(http, app, body => WritePageAsync(body, app, query, page));
    }

    private async Task<bool> WritePageAsync(ListBody body, Grant.OfApp app, DocumentQuery query, PageQuery page)
    {
        using var rows = new DocumentRows(app.OwnerId, undrawn);
        body.Raw.Write("{\"items\":["u8);
        var after = page.After;
        var left = page.Limit;
        var isFirst = true;
        var hasMore = true;
        while (hasMore && left > 0)
        {
            var take = Math.Min(left, Chunk);
            var chunk = await storage.ReadAsync(
                s => documents.ListAsync(s, app.OwnerId, query, new Page(after, take + 1)), CancellationToken.None);
            hasMore = chunk.Count > take;
            foreach (var document in chunk.Take(take))
            {
                after = document.Position;
                if (rows.Draw(document, row => DocumentWriterV2.Write(row, document.Content, app.AppId)) is { } drawn)
                {
                    body.Raw.Write(isFirst ? ""u8 : ","u8);
                    body.Raw.Write(drawn.Span);
                    isFirst = false;
                }
            }

            left -= take;
            await body.BreatheAsync();
        }

        body.Raw.Write("],\"paging\":{"u8);
        if (hasMore)
        {
            body.Raw.Write("\"next_cursor\":\""u8);
            body.Raw.Write(System.Text.Encoding.ASCII.GetBytes(Paging.Write(after, page.Filters)));
            body.Raw.Write("\""u8);
        }

        body.Raw.Write("}}"u8);
        return true;
    }

    /// <summary>The filters of a first page, as its cursor carries them on.</summary>
    private static string FiltersOf(HttpRequest request) => string.Join(
        '|',
        request.Query["since"].ToString(),
        request.Query["until"].ToString(),
        string.Join(',', request.QueryList("type").Concat(request.QueryList("types"))));

    /// <returns>Null when a time cannot be read.</returns>
    private static DocumentQuery? QueryOf(HttpContext http, string filters)
    {
        var parts = filters.Split('|');
        if (parts.Length != 3 || !Instants.TryParseMs(parts[0], out var since) || !Instants.TryParseMs(parts[1], out var until))
        {
            return null;
        }

        return new DocumentQuery(
            http.RouteText("storeId"), http.GetRouteValue("deviceId") as string, since, until,
            parts[2].Length == 0 ? null : [.. parts[2].Split(',').SelectMany(DocumentTypeNames.OfFilter)]);
    }
}
