using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;
using Prilavok.Core.Publishing;
using Prilavok.Server.Callers;
using Prilavok.Server.Delivery;
using Prilavok.Server.Http;

namespace Prilavok.Server.Deliveries;

/// <summary>A publisher looks at the lanes of an app, stops one, lets it go on, or has it try at once.</summary>
internal sealed class PublisherLanes(IStorage storage, ILaneStore lanes, SteerLanes steer, DeliverySubjects subjects, OwnAppGate gate) : IEndpoints
{
    /// <summary>Lanes in one answer; a cursor leads on.</summary>
    private const int Most = 1000;

    private const string Root = OwnAppGate.Root + "/lanes/{laneId}";

    public void Map(IEndpointRouteBuilder app)
    {
        app = app.InArea("delivery");
        app.MapGet(OwnAppGate.Root + "/lanes", gate.Open(ListAsync)).WithName("manage.app.lanes");
        app.MapPost(Root + "/pause", Order(LaneOrder.Pause)).WithName("manage.lane.pause");
        app.MapPost(Root + "/resume", Order(LaneOrder.Resume)).WithName("manage.lane.resume");
        app.MapPost(Root + "/probe", Order(LaneOrder.Probe)).WithName("manage.lane.probe");
    }

    private async Task ListAsync(HttpContext http, App app)
    {
        var violations = new List<(string Subject, string Reason)>();
        var query = AttemptQueryReader.ReadLanes(app.Id, http.Request.Query, violations);
        if (violations.Count > 0)
        {
            await Problem.WriteAsync(http, StatusCodes.Status400BadRequest, "The query is not valid.", violations);
            return;
        }

        var list = await storage.ReadAsync(s => lanes.ListAsync(s, query, Most + 1), http.RequestAborted);
        var oldest = await subjects.FindAsync(app.Id, list.Take(Most).Select(Stretch.Of), 1, http.RequestAborted);
        await Json.WriteAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("items");
            foreach (var lane in list.Take(Most))
            {
                DeliveryWriter.WriteLane(json, lane, oldest[Stretch.Of(lane)]);
            }

            json.WriteEndArray();
            if (list.Count > Most)
            {
                json.WriteString("next", DeliveryCursors.Of(list[Most - 1].Key));
            }

            json.WriteEndObject();
        });
    }

    private RequestDelegate Order(LaneOrder order) => gate.Open((http, app) => SteerAsync(http, app, order));

    private async Task SteerAsync(HttpContext http, App app, LaneOrder order)
    {
        if (await SteeredAsync(http, app, order) is { } lane)
        {
            var stretch = Stretch.Of(lane);
            var oldest = await subjects.FindAsync(app.Id, [stretch], 1, http.RequestAborted);
            await Json.WriteAsync(http, StatusCodes.Status200OK, json => DeliveryWriter.WriteLane(json, lane, oldest[stretch]));
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
        if (dot < 0 || !Channels.TryFind(id[(dot + 1)..], out var channel))
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
