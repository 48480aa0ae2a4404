using System.Text.Json;
using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Catalog;
using Prilavok.Server.Bulk;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using Prilavok.Server.Reading;

namespace Prilavok.Server.Api.Catalog;

/// <summary>Products and product groups, written one at a time or in a plain array; what comes in bulk is handed on as a task.</summary>
internal sealed class GoodsWritesV2(IStorage storage, GoodsItems items, BulkSubmission bulk, Guard guard, IOptions<CatalogueOptions> options)
    : IEndpoints
{
    /// <summary>Items of an array in one unit of work, so that others can write in between.</summary>
    private const int Chunk = 200;

    public void Map(IEndpointRouteBuilder app)
    {
        foreach (var goods in GoodsV2.All)
        {
            Map(app.MapPost, "", goods, "create", CreateAsync);
            Map(app.MapPut, "", goods, "replaceMany", (http, asker, _) => bulk.AcceptAsync(http, asker, goods, BulkVerb.Replace));
            Map(app.MapPut, "/{id}", goods, "replace", ReplaceAsync);
            Map(app.MapPatch, "/{id}", goods, "change", ChangeAsync);
        }
    }

    private void Map(
        Func<string, RequestDelegate, IEndpointConventionBuilder> map, string path, GoodsV2 goods, string operation,
        Func<HttpContext, AskerV2, GoodsV2, Task> handler) =>
        map(goods.Root + path, guard.App(goods.WriteRight, (http, app) => handler(http, AskerV2.Of(http, app), goods)))
            .WithName(goods.RouteName(operation)).WithMetadata(new RequiredRight(goods.WriteRight));

    private async Task CreateAsync(HttpContext http, AskerV2 asker, GoodsV2 goods)
    {
        if (MediaTypes.IsBulk(http.Request))
        {
            await bulk.AcceptAsync(http, asker, goods, BulkVerb.Add);
            return;
        }

        using var body = await Json.ReadAsync(http);
        await (body.RootElement.ValueKind == JsonValueKind.Array
            ? CreateManyAsync(http, asker, goods, body.RootElement)
            : AnswerOneAsync(http, asker, items.Read(body.RootElement, body.RootElement, goods, BulkVerb.Add, asker)));
    }

    private async Task ReplaceAsync(HttpContext http, AskerV2 asker, GoodsV2 goods)
    {
        using var body = await Json.ReadAsync(http);
        await (ProductLimits.IsId(http.RouteText("id"))
            ? AnswerOneAsync(http, asker, items.Read(body.RootElement, body.RootElement, goods, BulkVerb.Replace, asker, http.RouteText("id")))
            : Faults.TellAsync(http, StatusCodes.Status404NotFound, null));
    }

    private async Task ChangeAsync(HttpContext http, AskerV2 asker, GoodsV2 goods)
    {
        using var body = await Json.ReadAsync(http);
        if (!ProductPatchV2.TryRead(body.RootElement, goods.IsGroup, out var patch, out var rejection))
        {
            await ErrorsV2.WriteAsync(http, rejection!);
        }
        else if (patch!.SetsQuantity && !asker.SetsQuantity)
        {
            await Faults.TellAsync(http, StatusCodes.Status403Forbidden, null);
        }
        else
        {
            var id = http.RouteText("id");
            await AnswerOneAsync(http, asker, new GoodsItem(id, new ProductEdit.Change(id, goods.IsGroup, patch.With), null));
        }
    }

    private async Task AnswerOneAsync(HttpContext http, AskerV2 asker, GoodsItem item)
    {
        if (item.Rejection is { } rejection)
        {
            await ErrorsV2.WriteAsync(http, rejection);
            return;
        }

        var (results, images) = await WriteAsync(http, asker, [item], http.RequestAborted);
        switch (results)
        {
            case [{ Product: { } product }]:
                await Json.WriteAsync(http, StatusCodes.Status200OK, json => GoodsItems.Write(json, product, asker, images));
                break;

            // To change what is of the other kind is to change what is not there; to make it, a clash of ids.
            case [{ Rejection: { } clash, Item.Edit: not ProductEdit.Change }]:
                await ErrorsV2.WriteAsync(http, clash);
                break;
            default:
                await Faults.TellAsync(http, StatusCodes.Status404NotFound, null);
                break;
        }
    }

    private async Task CreateManyAsync(HttpContext http, AskerV2 asker, GoodsV2 goods, JsonElement array)
    {
        if (array.GetArrayLength() is var count && (count == 0 || count > options.Value.LargestBulk))
        {
            await ErrorsV2.WriteValidationAsync(http, "", ProductFields.Size(1, options.Value.LargestBulk));
            return;
        }

        var parts = new List<(IReadOnlyList<GoodsResult> Results, ILookup<string, ProductImage> Images)>();
        foreach (var chunk in array.EnumerateArray().Select(element => items.Read(array, element, goods, BulkVerb.Add, asker)).Chunk(Chunk))
        {
            var (results, images) = await WriteAsync(http, asker, chunk, CancellationToken.None);
            if (results is null)
            {
                await Faults.TellAsync(http, StatusCodes.Status404NotFound, null);
                return;
            }

            parts.Add((results, images));
        }

        await Json.WriteArrayAsync(
            http,
            parts.SelectMany(part => part.Results.Select(result => (result, part.Images))),
            (json, row) => GoodsItems.Write(json, row.result, goods, asker, row.Images));
    }

    private Task<(IReadOnlyList<GoodsResult>? Results, ILookup<string, ProductImage> Images)> WriteAsync(
        HttpContext http, AskerV2 asker, IReadOnlyList<GoodsItem> some, CancellationToken ct) =>
        storage.WriteAsync(
            asker.OwnerId,
            async work =>
            {
                var results = await items.WriteAsync(work, asker, http.RouteText("storeId"), some);
                return (results, await items.ImagesAsync(work, asker, [.. (results ?? []).Select(result => result.Product).OfType<Product>()]));
            },
            ct);
}
