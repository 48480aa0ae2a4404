using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Delivery;
using Prilavok.Core.Log;
using Prilavok.Server.Delivery;
using Prilavok.Server.Http;
using Prilavok.Server.Partners;
using Prilavok.Server.Rendering;

namespace Prilavok.Server.Deliveries;

/// <summary>What a live stream tells, as server-sent events.</summary>
internal sealed class LiveWriter(DeliveryStory stories, DeliverySubjects subjects, Undrawn undrawn, TimeProvider clock)
{
    public static string IdOf(AttemptMark mark) =>
        string.Create(CultureInfo.InvariantCulture, $"{mark.KeptAt}.{mark.DeliveryId}.{mark.Number}.{mark.At}");

    public static AttemptMark? MarkOf(string id) =>
        id.Split('.') is [var kept, var delivery, var number, var at]
        && long.TryParse(kept, NumberStyles.None, CultureInfo.InvariantCulture, out var keptAt)
        && Guid.TryParseExact(delivery, "D", out var deliveryId)
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && long.TryParse(at, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var madeAt)
            ? new AttemptMark(keptAt, deliveryId.ToString(), count, madeAt)
            : null;

    public static Task OpenAsync(HttpContext http, string appId, Forward? forward) => WriteAsync(http, "open", null, json =>
    {
        json.WriteStartObject();
        json.WriteString("appId", appId);
        json.WriteBoolean("forward", forward is not null);
        json.WriteEndObject();
    });

    public static async Task BeatAsync(HttpContext http)
    {
        http.Response.BodyWriter.Write(":\n\n"u8);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    /// <param name="withSecrets">False hides the token that the service knows this cloud by.</param>
    public static Task WriteAsync(HttpContext http, ForwardedRequest request, bool withSecrets) => WriteAsync(http, "request", null, json =>
    {
        json.WriteStartObject();
        json.WriteString("id", $"{request.OwnerId}.{request.Id}");
        json.WriteString("ownerId", request.OwnerId);
        json.WriteString("method", request.Method);
        json.WriteString("url", request.Url);
        json.WriteString("path", new Uri(request.Url).PathAndQuery);
        WriteHeaders(json, request.Headers.Select(header => (
            header.Name, withSecrets || !header.Name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
                ? header.Value
                : WebhookHeaders.Masked(header.Value)!)));
        json.WriteString("body", request.Body);
        json.WriteEndObject();
    });

    public async Task WriteAsync(HttpContext http, LiveAttempt live, CancellationToken ct)
    {
        var (lane, attempt) = (live.Lane, live.Attempt);
        var story = await StoryOfAsync(lane, attempt, ct);
        var stretch = Stretch.Of(lane, attempt);
        var about = await subjects.FindAsync(lane.AppId, [stretch], DeliverySubjects.MostOfOne, ct);
        var isLast = story?.Attempts.Any(other => (other.Number, other.At).CompareTo((attempt.Number, attempt.At)) > 0) == false;
        await WriteAsync(http, "attempt", IdOf(live.Mark), json =>
        {
            json.WriteStartObject();
            DeliveryWriter.WriteMembers(json, lane, attempt, about[stretch]);
            json.WriteString("firstEventId", EventIds.Of(lane.OwnerId, attempt.FirstSeq));
            json.WriteString("lastEventId", EventIds.Of(lane.OwnerId, attempt.LastSeq));
            json.WriteString("verdict", attempt.Error is null ? "delivered" : isLast ? story!.State : "waiting");
            json.WriteString("nextAttempt", isLast && attempt.Error is not null && story is { State: "waiting" or "parked", NextAttempt: { } next }
                ? next.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
                : null);
            WriteRequest(json, lane, attempt, story?.Request);
            json.WriteEndObject();
        });
    }

    /// <returns>Null where it cannot be told: the stream goes on with what the attempt itself says.</returns>
    private async Task<Story?> StoryOfAsync(LaneKey lane, Attempt attempt, CancellationToken ct)
    {
        try
        {
            return (await stories.FindAsync(attempt.DeliveryId, ct))?.Story;
        }
        catch (Exception e) when (e is not (OperationCanceledException or StorageUnavailableException))
        {
            undrawn.Say(e, lane.OwnerId, attempt.DeliveryId.ToString());
            return null;
        }
    }

    private void WriteRequest(Utf8JsonWriter json, LaneKey lane, Attempt attempt, Outgoing? request)
    {
        if (request is null)
        {
            json.WriteNull("request");
            return;
        }

        json.WriteStartObject("request");
        json.WriteString("method", request.Method.Method);
        json.WriteString("url", attempt.Url ?? request.Url);
        var shown =
            request with { Authorization = WebhookHeaders.Masked(request.Authorization), Keys = [.. request.Keys.Where(key => key.Secret.IsOpen)] };
        WriteHeaders(json, WebhookHeaders.Of(shown, lane.OwnerId, attempt.DeliveryId, attempt.At, clock.GetUtcNow()));
        json.WriteNumber("length", request.Body.Length);
        json.WriteString("body", DeliveryWriter.BodyOf(lane, request));
        json.WriteEndObject();
    }

    private static void WriteHeaders(Utf8JsonWriter json, IEnumerable<(string Name, string Value)> headers)
    {
        json.WriteStartObject("headers");
        foreach (var (name, value) in headers)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    private static async Task WriteAsync(HttpContext http, string kind, string? id, Action<Utf8JsonWriter> write)
    {
        var body = http.Response.BodyWriter;
        body.Write(Encoding.UTF8.GetBytes((id is null ? "" : $"id: {id}\n") + $"event: {kind}\ndata: "));
        body.Write(Json.Render(write).Span); // One line: what breaks lines is escaped.
        body.Write("\n\n"u8);
        await body.FlushAsync(http.RequestAborted);
    }
}
