using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Apps;
using Prilavok.Core.Stores;
using Prilavok.Server.Api.Wire;
using Prilavok.Server.Hosting;

namespace Prilavok.Server.Api.Stores;

internal sealed class StoresV2(IStorage storage, IStores stores, Guard guard) : IEndpoints
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
        var after = Position.Start;
        if (http.Request.Query["cursor"].ToString() is { Length: > 0 } cursor && !Paging.TryRead(cursor, out after, out _))
        {
            await ErrorsV2.WriteValidationAsync(http, "cursor", "unknown cursor");
            return;
        }

        var limit = Paging.LimitOf(http.Request);
        var list = await storage.ReadAsync(s => stores.ListAsync(s, app.OwnerId, new Page(after, limit + 1)), http.RequestAborted);
        await Json.WriteAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("items");
            foreach (var store in list.Take(limit))
            {
                StoreWriter.WriteV2(json, store, app.OwnerId);
            }

            json.WriteEndArray();
            var last = list.Count > limit ? list[limit - 1] : null;
            Paging.WritePaging(
                json, last is null ? null : Paging.Write(new Position(last.CreatedAt.ToUnixTimeMilliseconds(), Ids.Key(last.Id)), ""));
            json.WriteEndObject();
        });
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
