using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;
using Prilavok.Server.Hosting;

namespace Prilavok.Server.Manage;

/// <summary>A publisher stops a lane of an app, lets it go on, or has it try at once.</summary>
internal sealed class PublisherLanes(IStorage storage, IApps apps, SteerLanes steer, Guard guard) : IEndpoints
{
    private const string Root = "/manage/v1/apps/{appId}/lanes/{laneId}";

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost(Root + "/pause", Order(LaneOrder.Pause)).WithName("manage.lane.pause");
        app.MapPost(Root + "/resume", Order(LaneOrder.Resume)).WithName("manage.lane.resume");
        app.MapPost(Root + "/probe", Order(LaneOrder.Probe)).WithName("manage.lane.probe");
    }

    private RequestDelegate Order(LaneOrder order) => guard.Publisher((http, publisher) => SteerAsync(http, publisher, order));

    private async Task SteerAsync(HttpContext http, Grant.OfPublisher publisher, LaneOrder order)
    {
        var app = await storage.ReadAsync(s => apps.FindAsync(s, http.RouteText("appId")), http.RequestAborted);
        if (app?.PublisherId != publisher.PublisherId)
        {
            await Problem.NotFoundAsync(http, "app");
            return;
        }

        if (await FindAsync(http, app, publisher, order) is { } lane)
        {
            await Json.WriteAsync(http, StatusCodes.Status200OK, json => DeliveryWriter.WriteLane(json, lane));
        }
        else
        {
            await Problem.NotFoundAsync(http, "lane");
        }
    }

    private async Task<LaneState?> FindAsync(HttpContext http, App app, Grant.OfPublisher publisher, LaneOrder order)
    {
        var id = http.RouteText("laneId");
        var dot = id.LastIndexOf('.');
        if (dot < 0 || !AppSettingsReader.TryFind(id[(dot + 1)..], out var channel))
        {
            return null;
        }

        try
        {
            return await steer.HandleAsync(publisher.PublisherId, new LaneKey(id[..dot], app.Id, channel), order, http.RequestAborted);
        }
        catch (OwnerUnknownException)
        {
            return null;
        }
    }
}
