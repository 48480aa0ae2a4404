using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;
using Prilavok.Server.Hosting;

namespace Prilavok.Server.Manage;

/// <summary>What was sent to a publisher's app, what waits to be sent, and what was given up.</summary>
internal sealed class PublisherDeliveries(IStorage storage, ILaneStore lanes, IAttempts attempts, OwnAppGate gate) : IEndpoints
{
    /// <summary>Attempts in one answer; a cursor leads on.</summary>
    private const int Most = 1000;

    private enum Wanted
    {
        Attempts,
        Queued,
        Dead,
    }

    public void Map(IEndpointRouteBuilder app) =>
        app.InArea("delivery").MapGet(OwnAppGate.Root + "/deliveries", gate.Open(ListAsync)).WithName("manage.app.deliveries");

    private async Task ListAsync(HttpContext http, App app)
    {
        var violations = new List<(string Subject, string Reason)>();
        var query = AttemptQueryReader.Read(http.Request.Query, violations);
        if (violations.Count > 0)
        {
            await Problem.WriteAsync(http, StatusCodes.Status400BadRequest, "The query is not valid.", violations);
            return;
        }

        if (http.Request.Query["documentId"].ToString() is { Length: > 0 } documentId)
        {
            var found = await storage.ReadAsync(s => attempts.FindDocumentAsync(s, app.Id, query.OwnerId, documentId), http.RequestAborted);

            // One that nobody knows is in no delivery.
            query = query with { OwnerId = found is [var (ownerId, _), ..] ? ownerId : "", Event = found is [var (_, seq), ..] ? seq : 0 };
        }

        await AnswerAsync(http, app, query, http.Request.Query["status"].ToString() switch
        {
            "queued" => Wanted.Queued,
            "dead" => Wanted.Dead,
            _ => Wanted.Attempts,
        });
    }

    private async Task AnswerAsync(HttpContext http, App app, AttemptQuery query, Wanted wanted)
    {
        var (made, dead, states) = await storage.ReadAsync(
            async s => (
                wanted == Wanted.Attempts ? await attempts.ListAsync(s, app.Id, query, Most + 1) : [],
                wanted == Wanted.Dead ? await attempts.DeadAsync(s, app.Id, query, Most) : [],
                wanted == Wanted.Queued || (wanted == Wanted.Attempts && query.After is null) ? await lanes.ListAsync(s, app.Id) : []),
            http.RequestAborted);
        var page = made.Take(Most).ToList();
        await Json.WriteAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("items");
            page.ForEach(row => DeliveryWriter.WriteAttempt(json, row.Lane, row.Attempt));
            json.WriteEndArray();
            Write(json, "queued", states.Where(state => IsQueued(state, query)).Take(Most), DeliveryWriter.WriteLane);
            Write(json, "dead", dead, DeliveryWriter.WriteDead);
            if (made.Count > Most)
            {
                json.WriteString("next", AttemptQueryReader.CursorOf(page[^1].Attempt));
            }

            json.WriteEndObject();
        });
    }

    /// <summary>The lane has something to send, now or later.</summary>
    private static bool IsQueued(LaneState state, AttemptQuery query) =>
        (state.DueAt is not null || (state.Paused && state.Cursor < state.Head))
        && (query.OwnerId is null || query.OwnerId == state.Key.OwnerId)
        && (query.Channel is null || query.Channel == state.Key.Channel)
        && (query.Event is not { } seq || (state.Cursor < seq && (state.Key.Parked == 0 || state.Key.Parked >= seq)));

    private static void Write<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(json, item);
        }

        json.WriteEndArray();
    }
}
