using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Terminals;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using Prilavok.Server.Lists;
using Prilavok.Server.Rendering;

namespace Prilavok.Server.Api.Terminals;

internal sealed class DevicesV1(IStorage storage, ITerminals terminals, RenderedLists lists, Guard guard) : IEndpoints
{
    public void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/api/v1/inventories/devices/search", guard.App(Rights.DeviceRead, SearchAsync))
            .WithName("v1.devices.search").WithMetadata(new RequiredRight(Rights.DeviceRead));

    private Task SearchAsync(HttpContext http, Grant.OfApp app) => lists.AnswerAsync(http, app, async body =>
    {
        body.WriteArray(
            await storage.ReadAsync(s => terminals.ListAsync(s, app.OwnerId, null, Page.Whole), http.RequestAborted), DeviceWriter.WriteV1);
        return true;
    });
}
