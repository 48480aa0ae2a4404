using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;
using Prilavok.Server.Callers;
using Prilavok.Server.Delivery;
using Prilavok.Server.Http;

namespace Prilavok.Server.Deliveries;

/// <summary>What was sent to a publisher's app, what waits to be sent, and what was given up.</summary>
internal sealed class PublisherDeliveries(
    IStorage storage, ILaneStore lanes, IAttempts attempts, DocumentStory stories, DeliverySubjects subjects, SubjectWalk walk,
    OwnAppGate gate) : IEndpoints
{
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
        await AnswerAsync(http, query, waiting, SubjectFilter.Read(http.Request.Query), why, http.Request.Query["status"].ToString() switch
        {
            "queued" => Wanted.Queued,
            "dead" => Wanted.Dead,
            _ => Wanted.Attempts,
        });
    }

    private async Task AnswerAsync(
        HttpContext http, AttemptQuery query, LaneQuery waiting, SubjectFilter filter, IReadOnlyList<string>? why, Wanted wanted)
    {
        var (appId, ct) = (waiting.AppId, http.RequestAborted);
        var made = wanted != Wanted.Attempts ? Found<Sent>.Nothing : await walk.PickAsync<Sent>(
            appId, filter, (last, most) => MadeAsync(appId, last is null ? query : query with { After = last.Place }, most, ct),
            sent => sent.Stretch, sent => DeliveryCursors.Of(sent.Attempt), DeliverySubjects.MostOfOne, ct);
        var dead = wanted != Wanted.Dead ? Found<DeadLetter>.Nothing : await walk.PickAsync<DeadLetter>(
            appId, filter, (last, most) => DeadAsync(appId, last is null ? query : query with { AfterDead = PlaceOf(last) }, most, ct),
            Stretch.Of, DeliveryCursors.Of, DeliverySubjects.MostOfOne, ct);
        var queued = wanted != Wanted.Queued && (wanted != Wanted.Attempts || query.After is not null)
            ? Found<LaneState>.Nothing
            : await walk.PickAsync<LaneState>(
                appId, filter, (last, most) =>
                    storage.ReadAsync(s => lanes.ListAsync(s, last is null ? waiting : waiting with { After = last.Key }, most), ct),
                Stretch.Of, lane => DeliveryCursors.Of(lane.Key), 1, ct);
        var next = wanted switch { Wanted.Attempts => made.Next, Wanted.Dead => dead.Next, _ => queued.Next };

        var most = DeliverySubjects.MostOfEach(made.Items.Count + dead.Items.Count);
        var about = await subjects.FindAsync(appId, [.. made.Items.Select(sent => sent.Stretch), .. dead.Items.Select(Stretch.Of)], most, ct);
        var oldest = await subjects.FindAsync(appId, queued.Items.Select(Stretch.Of), 1, ct);
        await Json.WriteAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            Write(json, "items", made.Items, (writer, sent) => DeliveryWriter.WriteAttempt(writer, sent.Lane, sent.Attempt, about[sent.Stretch]));
            Write(json, "queued", queued.Items, (writer, lane) => DeliveryWriter.WriteLane(writer, lane, oldest[Stretch.Of(lane)]));
            Write(json, "dead", dead.Items, (writer, letter) => DeliveryWriter.WriteDead(writer, letter, about[Stretch.Of(letter)]));
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

    private async Task<IReadOnlyList<Sent>> MadeAsync(string appId, AttemptQuery query, int most, CancellationToken ct) =>
        [.. (await storage.ReadAsync(s => attempts.ListAsync(s, appId, query, most), ct)).Select(made => new Sent(made.Lane, made.Attempt))];

    private Task<IReadOnlyList<DeadLetter>> DeadAsync(string appId, AttemptQuery query, int most, CancellationToken ct) =>
        storage.ReadAsync(s => attempts.DeadAsync(s, appId, query, most), ct);

    private static DeadPlace PlaceOf(DeadLetter dead) =>
        new(dead.At.ToUnixTimeMilliseconds(), dead.Lane.OwnerId, dead.Lane.Channel, dead.FirstSeq);

    private static void Write<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(json, item);
        }

        json.WriteEndArray();
    }

    private sealed record Sent(LaneKey Lane, Attempt Attempt)
    {
        public Stretch Stretch => Stretch.Of(Lane, Attempt);

        public AttemptPlace Place => new(Attempt.At.ToUnixTimeMilliseconds(), Attempt.DeliveryId.ToString(), Attempt.Number);
    }
}
