using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;
using Prilavok.Server.Callers;
using Prilavok.Server.Delivery;
using Prilavok.Server.Http;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Deliveries;

/// <summary>A publisher has webhooks sent once more.</summary>
internal sealed class PublisherReplays(IStorage storage, IReplays replays, StartReplay start, OwnAppGate gate) : IEndpoints
{
    private const string Root = OwnAppGate.Root + "/replays";

    private const int Most = 1000;

    public void Map(IEndpointRouteBuilder app)
    {
        app = app.InArea("delivery");
        app.MapPost(Root, gate.Open(StartAsync)).WithName("manage.replays.start");
        app.MapGet(Root, gate.Open(ListAsync)).WithName("manage.replays.list");
        app.MapGet(Root + "/{replayId}", gate.Open(FindAsync)).WithName("manage.replays.find");
        app.MapDelete(Root + "/{replayId}", gate.Open(StopAsync)).WithName("manage.replays.stop");
    }

    private async Task StartAsync(HttpContext http, App app)
    {
        using var body = await OwnBody.ReadAsync(http);
        var order = ReplayReader.Read(body);
        var isDry = body.Flag("dryRun", false);
        if (order.Url is not null && !OwnAppGate.ShowsSecrets(http))
        {
            body.Wrong("to", "needs the scope app:write too: what is sent there bears the token and the signature of the service", "");
        }

        if (await body.IsFaultyAsync(http))
        {
            return;
        }

        var replay = isDry ? await start.CountAsync(app, order, http.RequestAborted) : await start.HandleAsync(app, order, http.RequestAborted);
        await Json.WriteAsync(http, StatusCodes.Status202Accepted, json => Write(json, replay));
    }

    private async Task ListAsync(HttpContext http, App app) => await OwnerLists.WriteItemsAsync(
        http, await storage.ReadAsync(s => replays.ListAsync(s, app.Id, Most), http.RequestAborted), Write);

    private async Task FindAsync(HttpContext http, App app)
    {
        var found = await storage.ReadAsync(s => replays.FindAsync(s, app.Id, http.RouteText("replayId")), http.RequestAborted);
        await (found is null
            ? Problem.NotFoundAsync(http, "replay")
            : Json.WriteAsync(http, StatusCodes.Status200OK, json => Write(json, found)));
    }

    private async Task StopAsync(HttpContext http, App app)
    {
        var isStopped = await storage.WriteAsync(work => replays.StopAsync(work, app.Id, http.RouteText("replayId")), http.RequestAborted);
        if (isStopped || await storage.ReadAsync(s => replays.FindAsync(s, app.Id, http.RouteText("replayId")), http.RequestAborted) is not null)
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else
        {
            await Problem.NotFoundAsync(http, "replay");
        }
    }

    private static string StateOf(Replay replay) => replay switch
    {
        { Id: "" } => "dry",
        { State: ReplayState.Running, Events: null } => "counting",
        _ => replay.State.ToString().ToLowerInvariant(),
    };

    private static void Write(Utf8JsonWriter json, Replay replay)
    {
        var order = replay.Order;
        json.WriteStartObject();
        json.WriteString("id", replay.Id.Length == 0 ? null : replay.Id);
        if (replay.Events is { } events)
        {
            json.WriteNumber("events", events);
        }
        else
        {
            json.WriteNull("events");
        }

        json.WriteNumber("sent", replay.Sent);
        json.WriteNumber("failed", replay.Failed);
        json.WriteString("state", StateOf(replay));
        json.WriteString("lastError", replay.LastError);
        json.WriteString("since", Instants.FormatZ(order.Since));
        json.WriteString("until", order.Until is { } until ? Instants.FormatZ(until) : null);
        json.WriteStartArray("channels");
        foreach (var channel in order.Channels)
        {
            json.WriteStringValue(Channels.NameOf(channel));
        }

        json.WriteEndArray();
        json.WriteString("ownerId", order.OwnerId);
        json.WriteString("only", order.OnlyFailed ? "failed" : "all");
        json.WriteString("to", order.Url);
        json.WriteNumber("rate", order.Rate);
        json.WriteString("createdAt", Instants.FormatZ(replay.CreatedAt));
        json.WriteEndObject();
    }
}
