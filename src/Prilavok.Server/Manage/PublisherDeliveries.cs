using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;
using Prilavok.Server.Delivery;
using Prilavok.Server.Hosting;

namespace Prilavok.Server.Manage;

/// <summary>What was sent to a publisher's app, what waits to be sent, and what was given up.</summary>
internal sealed class PublisherDeliveries(IStorage storage, ILaneStore lanes, IAttempts attempts, DocumentStory stories, OwnAppGate gate) : IEndpoints
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
        var place = http.Request.Query["status"] == "queued" ? AttemptQueryReader.LanePlaceOf(app.Id, http.Request.Query, violations) : null;
        if (violations.Count > 0)
        {
            await Problem.WriteAsync(http, StatusCodes.Status400BadRequest, "The query is not valid.", violations);
            return;
        }

        IReadOnlyList<string>? why = null;
        if (http.Request.Query["documentId"].ToString() is { Length: > 0 } documentId)
        {
            var found = await storage.ReadAsync(s => attempts.FindDocumentAsync(s, app.Id, query.OwnerId, documentId), http.RequestAborted);

            // One that nobody knows is in no delivery.
            query = query with { OwnerId = found is [var (ownerId, _), ..] ? ownerId : "", Event = found is [var (_, seq), ..] ? seq : 0 };
            why = (query.After, query.AfterDead, place) is (null, null, null)
                ? await stories.FindAsync(app, query.OwnerId, query.Event > 0 ? query.Event : null, http.RequestAborted)
                : null;
        }

        var waiting = new LaneQuery(app.Id) { OwnerId = query.OwnerId, Channel = query.Channel, Event = query.Event, IsQueued = true, After = place };
        await AnswerAsync(http, query, waiting, why, http.Request.Query["status"].ToString() switch
        {
            "queued" => Wanted.Queued,
            "dead" => Wanted.Dead,
            _ => Wanted.Attempts,
        });
    }

    private async Task AnswerAsync(HttpContext http, AttemptQuery query, LaneQuery waiting, IReadOnlyList<string>? why, Wanted wanted)
    {
        var (made, dead, states) = await storage.ReadAsync(
            async s => (
                wanted == Wanted.Attempts ? await attempts.ListAsync(s, waiting.AppId, query, Most + 1) : [],
                wanted == Wanted.Dead ? await attempts.DeadAsync(s, waiting.AppId, query, Most + 1) : [],
                wanted == Wanted.Queued || (wanted == Wanted.Attempts && query.After is null) ? await lanes.ListAsync(s, waiting, Most + 1) : []),
            http.RequestAborted);
        var next = made.Count > Most ? DeliveryCursors.Of(made[Most - 1].Attempt)
            : dead.Count > Most ? DeliveryCursors.Of(dead[Most - 1])
            : wanted == Wanted.Queued && states.Count > Most ? DeliveryCursors.Of(states[Most - 1].Key)
            : null;
        await Json.WriteAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("items");
            foreach (var (lane, attempt) in made.Take(Most))
            {
                DeliveryWriter.WriteAttempt(json, lane, attempt);
            }

            json.WriteEndArray();
            Write(json, "queued", states.Take(Most), DeliveryWriter.WriteLane);
            Write(json, "dead", dead.Take(Most), DeliveryWriter.WriteDead);
            if (next is not null)
            {
                json.WriteString("next", next);
            }

            if (why is not null)
            {
                Write(json, "why", why, (writer, sentence) => writer.WriteStringValue(sentence));
            }

            json.WriteEndObject();
        });
    }

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
