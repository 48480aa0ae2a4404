using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Catalog;
using Prilavok.Core.Stores;
using Prilavok.Server.Bulk;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using Prilavok.Server.Lists;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Api.Catalog;

/// <summary>Products and product groups, read.</summary>
internal sealed class GoodsListsV2(IStorage storage, IStores stores, IProducts products, GoodsItems items, RenderedLists lists, Guard guard)
    : IEndpoints
{
    public void Map(IEndpointRouteBuilder app)
    {
        foreach (var goods in GoodsV2.All)
        {
            app.MapGet(goods.Root, guard.App(goods.ReadRight, (http, asker) => ListAsync(http, asker, goods)))
                .WithName(goods.RouteName("list")).WithMetadata(new RequiredRight(goods.ReadRight));
            app.MapGet(goods.Root + "/{id}", guard.App(goods.ReadRight, (http, asker) => FindAsync(http, asker, goods)))
                .WithName(goods.RouteName("find")).WithMetadata(new RequiredRight(goods.ReadRight));
        }
    }

    private async Task ListAsync(HttpContext http, Grant.OfApp app, GoodsV2 goods)
    {
        var after = Position.Start;
        var filters = http.Request.Query["since"].ToString();
        if (http.Request.Query["cursor"].ToString() is { Length: > 0 } cursor)
        {
            if (!Paging.TryRead(cursor, out after, out filters) || !Instants.TryParseMs(filters, out _))
            {
                await ErrorsV2.WriteValidationAsync(http, "cursor", "unknown cursor");
                return;
            }
        }

        if (!Instants.TryParseMs(filters, out var since))
        {
            await ErrorsV2.WriteValidationAsync(http, "since", "must be unix time in milliseconds");
            return;
        }

        var asker = AskerV2.Of(http, app);
        await lists.AnswerAsync(
            http, app, body => WritePageAsync(http, body, asker, new ProductFilter(goods.IsGroup, since), filters, after), asker.Visible);
    }

    private async Task<bool> WritePageAsync(
        HttpContext http, ListBody body, AskerV2 asker, ProductFilter filter, string filters, Position after)
    {
        var limit = Paging.LimitOf(http.Request);
        var page = await storage.ReadAsync<(IReadOnlyList<(Position Position, long Revision)> Rows, Goods Unknown)?>(
            async s =>
            {
                if (await stores.FindAsync(s, asker.OwnerId, http.RouteText("storeId")) is not { } store)
                {
                    return null;
                }

                var rows = await products.RevisionsAsync(s, asker.OwnerId, store.Id, new Page(after, limit + 1), filter);
                var unknown = rows.Take(limit).Where(row => !body.Knows(row.Position.Id, row.Revision)).Select(row => row.Position.Id).ToList();
                return (rows, await GoodsAsync(s, asker, store.Id, unknown));
            },
            CancellationToken.None);
        if (page is not { } found)
        {
            await Faults.TellAsync(http, StatusCodes.Status404NotFound, null);
            return false;
        }

        Paging.WritePage(
            body.Json,
            found.Rows,
            limit,
            (_, row) => body.WriteRow(
                row.Position.Id, row.Revision, row, (json, row) =>
                    GoodsItems.Write(json, found.Unknown.Products[row.Position.Id], asker, found.Unknown.Images)),
            row => row.Position,
            filters);
        return true;
    }

    private async Task<Goods> GoodsAsync(Core.ISession session, AskerV2 asker, string storeId, IReadOnlyCollection<string> ids)
    {
        var found = await products.FindAsync(session, asker.OwnerId, storeId, ids);
        return new Goods(found, await items.ImagesAsync(session, asker, [.. found.Values]));
    }

    private async Task FindAsync(HttpContext http, Grant.OfApp app, GoodsV2 goods)
    {
        var asker = AskerV2.Of(http, app);
        var (product, images) = await storage.ReadAsync(
            async s =>
            {
                var found = await products.FindAsync(s, app.OwnerId, http.RouteText("storeId"), [http.RouteText("id")]);
                return (found.Values.SingleOrDefault(), await items.ImagesAsync(s, asker, [.. found.Values]));
            },
            http.RequestAborted);
        await (product is not null && product.IsGroup == goods.IsGroup
            ? Json.WriteAsync(http, StatusCodes.Status200OK, json => GoodsItems.Write(json, product, asker, images))
            : Faults.TellAsync(http, StatusCodes.Status404NotFound, null));
    }

    private readonly record struct Goods(IReadOnlyDictionary<string, Product> Products, ILookup<string, ProductImage> Images);
}
