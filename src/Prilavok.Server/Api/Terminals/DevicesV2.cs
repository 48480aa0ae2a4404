using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Terminals;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using Prilavok.Server.Lists;
using Prilavok.Server.Rendering;

namespace Prilavok.Server.Api.Terminals;

internal sealed class DevicesV2(IStorage storage, ITerminals terminals, RenderedLists lists, Guard guard) : IEndpoints
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/devices", guard.App(Rights.DeviceRead, ListAsync))
            .WithName("v2.devices.list").WithMetadata(new RequiredRight(Rights.DeviceRead));
        app.MapGet("/devices/{deviceId}", guard.App(Rights.DeviceRead, FindAsync))
            .WithName("v2.devices.find").WithMetadata(new RequiredRight(Rights.DeviceRead));
    }

    private async Task ListAsync(HttpContext http, Grant.OfApp app)
    {
        if (await PageQuery.ReadAsync(http, http.Request.Query["store_id"].ToString()) is { } query)
        {
            await lists.AnswerAsync(http, app, body => WritePageAsync(body, app, query));
        }
    }

    /// <summary>The filter is the store.</summary>
    private async Task<bool> WritePageAsync(ListBody body, Grant.OfApp app, PageQuery query)
    {
        var storeId = query.Filters.Length > 0 ? query.Filters : null;
        var list = await storage.ReadAsync(s => terminals.ListAsync(s, app.OwnerId, storeId, query.Rows), CancellationToken.None);
        var visible = DeviceVisibility.Of(app.Rights);
        Paging.WritePage(
            body.Json,
            list,
            query.Limit,
            (json, device) => DeviceWriter.WriteV2(json, device, app.OwnerId, visible),
            device => new Position(device.CreatedAt.ToUnixTimeMilliseconds(), Ids.Key(device.Id)),
            query.Filters);
        return true;
    }

    private async Task FindAsync(HttpContext http, Grant.OfApp app)
    {
        if (await storage.ReadAsync(s => terminals.FindAsync(s, app.OwnerId, http.RouteText("deviceId")), http.RequestAborted) is { } device)
        {
            var visible = DeviceVisibility.Of(app.Rights);
            await Json.WriteAsync(http, StatusCodes.Status200OK, json => DeviceWriter.WriteV2(json, device, app.OwnerId, visible));
        }
        else
        {
            await Faults.TellAsync(http, StatusCodes.Status404NotFound, null);
        }
    }
}
