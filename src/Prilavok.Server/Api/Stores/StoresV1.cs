using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Stores;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using Prilavok.Server.Lists;
using Prilavok.Server.Rendering;

namespace Prilavok.Server.Api.Stores;

internal sealed class StoresV1(IStorage storage, IStores stores, RenderedLists lists, Guard guard) : IEndpoints
{
    public void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/api/v1/inventories/stores/search", guard.App(Rights.StoreRead, SearchAsync))
            .WithName("v1.stores.search").WithMetadata(new RequiredRight(Rights.StoreRead));

    private Task SearchAsync(HttpContext http, Grant.OfApp app) => lists.AnswerAsync(http, app, async body =>
    {
        body.WriteArray(await storage.ReadAsync(s => stores.ListAsync(s, app.OwnerId, Page.Whole), http.RequestAborted), StoreWriter.WriteV1);
        return true;
    });
}
