using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;
using Prilavok.Server.Hosting;

namespace Prilavok.Server.Manage;

/// <summary>A publisher stops a lane of an app, lets it go on, or has it try at once.</summary>
internal sealed class PublisherLanes(SteerLanes steer, OwnAppGate gate) : IEndpoints
{
    private const string Root = OwnAppGate.Root + "/lanes/{laneId}";

    public void Map(IEndpointRouteBuilder app)
    {
        app = app.InArea("delivery");
        app.MapPost(Root + "/pause", Order(LaneOrder.Pause)).WithName("manage.lane.pause");
        app.MapPost(Root + "/resume", Order(LaneOrder.Resume)).WithName("manage.lane.resume");
        app.MapPost(Root + "/probe", Order(LaneOrder.Probe)).WithName("manage.lane.probe");
    }

    private RequestDelegate Order(LaneOrder order) => gate.Open((http, app) => SteerAsync(http, app, order));

    private async Task SteerAsync(HttpContext http, App app, LaneOrder order)
    {
        if (await SteeredAsync(http, app, order) is { } lane)
        {
            await Json.WriteAsync(http, StatusCodes.Status200OK, json => DeliveryWriter.WriteLane(json, lane));
        }
        else
        {
            await Problem.NotFoundAsync(http, "lane");
        }
    }

    private async Task<LaneState?> SteeredAsync(HttpContext http, App app, LaneOrder order)
    {
        var id = http.RouteText("laneId");
        var dot = id.LastIndexOf('.');
        if (dot < 0 || !AppSettingsReader.TryFind(id[(dot + 1)..], out var channel))
        {
            return null;
        }

        try
        {
            return await steer.HandleAsync(app, new LaneKey(id[..dot], app.Id, channel), order, http.RequestAborted);
        }
        catch (OwnerUnknownException)
        {
            return null;
        }
    }
}
