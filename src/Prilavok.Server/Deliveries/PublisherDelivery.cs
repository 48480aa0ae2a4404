using System.Text.Json;
using Prilavok.Core.Access;
using Prilavok.Core.Delivery;
using Prilavok.Server.Callers;
using Prilavok.Server.Delivery;
using Prilavok.Server.Http;
using Prilavok.Server.Partners;

namespace Prilavok.Server.Deliveries;

/// <summary>One delivery, whole.</summary>
internal sealed class PublisherDelivery(DeliveryStory stories, DeliverySubjects subjects, Guard guard) : IEndpoints
{
    public void Map(IEndpointRouteBuilder app) =>
        app.InArea("delivery").MapGet("/manage/v1/deliveries/{deliveryId}", guard.Publisher(FindAsync)).WithName("manage.delivery");

    private async Task FindAsync(HttpContext http, Grant.OfPublisher publisher)
    {
        if (!Guid.TryParseExact(http.RouteText("deliveryId"), "D", out var id)
            || await stories.FindAsync(id, http.RequestAborted) is not var (app, story)
            || app.PublisherId != publisher.PublisherId)
        {
            await Problem.NotFoundAsync(http, "delivery");
            return;
        }

        var stretches = story.Attempts.Select(attempt => Stretch.Of(story.Lane, attempt)).ToList();
        var about = await subjects.FindAsync(app.Id, stretches, DeliverySubjects.MostOfOne, http.RequestAborted);
        await Json.WriteAsync(http, StatusCodes.Status200OK, json => Write(json, id, app.Id, story, about));
    }

    private static void Write(Utf8JsonWriter json, Guid id, string appId, Story story, IReadOnlyDictionary<Stretch, Subjects> about)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("appId", appId);
        json.WriteString("ownerId", story.Lane.OwnerId);
        json.WriteString("channel", Channels.NameOf(story.Lane.Channel));
        json.WriteString("state", story.State);
        if (story is { State: "waiting" or "parked", NextAttempt: { } next })
        {
            json.WriteString("nextAttempt", next.UtcDateTime);
        }
        else
        {
            json.WriteNull("nextAttempt");
        }

        json.WriteStartArray("why");
        foreach (var sentence in story.Why)
        {
            json.WriteStringValue(sentence);
        }

        json.WriteEndArray();
        WriteRequest(json, story.Lane, story.Request);
        json.WriteStartArray("attempts");
        foreach (var attempt in story.Attempts)
        {
            DeliveryWriter.WriteAttempt(json, story.Lane, attempt, about[Stretch.Of(story.Lane, attempt)]);
        }

        json.WriteEndArray();
        SubjectWriter.WriteMembers(json, about[Stretch.Of(story.Lane, story.Attempts[^1])]);
        json.WriteEndObject();
    }

    private static void WriteRequest(Utf8JsonWriter json, LaneKey lane, Outgoing? request)
    {
        if (request is null)
        {
            json.WriteNull("request");
            return;
        }

        json.WriteStartObject("request");
        json.WriteString("method", request.Method.Method);
        json.WriteString("url", request.Url);
        json.WriteString("authorization", WebhookHeaders.Masked(request.Authorization));
        json.WriteNumber("length", request.Body.Length);
        json.WriteString("body", DeliveryWriter.BodyOf(lane, request));
        json.WriteEndObject();
    }
}
