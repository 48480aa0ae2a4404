using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Stores;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using Prilavok.Server.Lists;
using Prilavok.Server.Rendering;

namespace Prilavok.Server.Api.Stores;

internal sealed class StoresV2(IStorage storage, IStores stores, RenderedLists lists, Guard guard) : IEndpoints
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/stores", guard.App(Rights.StoreRead, ListAsync))
            .WithName("v2.stores.list").WithMetadata(new RequiredRight(Rights.StoreRead));
        app.MapGet("/stores/{storeId}", guard.App(Rights.StoreRead, FindAsync))
            .WithName("v2.stores.find").WithMetadata(new RequiredRight(Rights.StoreRead));
    }

    private async Task ListAsync(HttpContext http, Grant.OfApp app)
    {
        if (await PageQuery.ReadAsync(http) is { } query)
        {
            await lists.AnswerAsync(http, app, body => WritePageAsync(body, app.OwnerId, query));
        }
    }

    private async Task<bool> WritePageAsync(ListBody body, string ownerId, PageQuery query)
    {
        var list = await storage.ReadAsync(s => stores.ListAsync(s, ownerId, query.Rows), CancellationToken.None);
        Paging.WritePage(
            body.Json,
            list,
            query.Limit,
            (json, store) => StoreWriter.WriteV2(json, store, ownerId),
            store => new Position(store.CreatedAt.ToUnixTimeMilliseconds(), Ids.Key(store.Id)));
        return true;
    }

    private async Task FindAsync(HttpContext http, Grant.OfApp app)
    {
        if (await storage.ReadAsync(s => stores.FindAsync(s, app.OwnerId, http.RouteText("storeId")), http.RequestAborted) is { } store)
        {
            await Json.WriteAsync(http, StatusCodes.Status200OK, json => StoreWriter.WriteV2(json, store, app.OwnerId));
        }
        else
        {
            await Faults.TellAsync(http, StatusCodes.Status404NotFound, null);
        }
    }
}
