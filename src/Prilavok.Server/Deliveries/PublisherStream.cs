using System.Text.Json;
using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using Prilavok.Server.Partners;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Deliveries;

/// <summary>A publisher looks on while webhooks are delivered, or stands in for the service and answers them.</summary>
internal sealed class PublisherStream(
    IStorage storage, IForwards forwards, LiveFeed feed, OpenStreams streams, OwnAppGate gate, Ids ids, IOptions<DeliveryOptions> options,
    TimeProvider clock) : IEndpoints
{
    private const string Root = OwnAppGate.Root + "/events/stream";

    private const int LongestBody = 256 * 1024;
    private const int LongestHeader = 8 * 1024;
    private const int MostHeaders = 64;

    public void Map(IEndpointRouteBuilder app)
    {
        app = app.InArea("delivery");
        app.MapGet(Root, gate.Open(StreamAsync)).WithName("manage.app.stream").WithMetadata(new WritesWith("forward"));
        app.MapPost(Root + "/{requestId}", gate.Open(AnswerAsync)).WithName("manage.app.stream.answer");
    }

    private async Task StreamAsync(HttpContext http, App app)
    {
        var violations = new List<(string Subject, string Reason)>();
        var asked = AttemptQueryReader.Read(http.Request.Query, violations);
        var isForward = Flag(http, "forward", violations);
        if (isForward && asked.Channel is not null)
        {
            violations.Add(("channel", "does not go with forward: whoever stands in for a service takes all it is sent"));
        }

        var last = http.Request.Headers["Last-Event-ID"].ToString();
        var after = last.Length == 0 ? null : LiveWriter.MarkOf(last);
        if (last.Length > 0 && after is null)
        {
            violations.Add(("Last-Event-ID", "is not an id that was given here"));
        }

        if (violations.Count > 0)
        {
            await Problem.WriteAsync(http, StatusCodes.Status400BadRequest, "The query is not valid.", violations);
            return;
        }

        if (isForward && app.SandboxOwnerId is null && !options.Value.ForwardAnyApp)
        {
            await Problem.WriteAsync(
                http,
                StatusCodes.Status403Forbidden,
                "Only deliveries of an app in a sandbox are forwarded: those of others would stay away from their service. "
                    + "Prilavok:Webhooks:ForwardAnyApp allows it.");
            return;
        }

        using var place = streams.TryOpen(app.Id, ownerId: null);
        if (place is null)
        {
            await Problem.WriteAsync(http, StatusCodes.Status429TooManyRequests,
                $"{streams.Most} streams about this app are open at this node already: close one of them.");
            return;
        }

        var forward = isForward ? new Forward(app.Id, ids.NewUuid(), asked.OwnerId, clock.GetUtcNow()) : null;
        await feed.RunAsync(http, app, new LiveQuery(app.Id, asked.OwnerId, asked.Channel), after, forward);
    }

    private async Task AnswerAsync(HttpContext http, App app)
    {
        using var body = await OwnBody.ReadAsync(http);
        var status = (int?)body.MaybeNumber("status", null, 200, 599) ?? body.Wrong("status", "must be the number of an HTTP status, 200 to 599", 0);
        var text = body.MaybeText("body", null, LongestBody) ?? "";
        var headers = HeadersOf(body);
        if (await body.IsFaultyAsync(http))
        {
            return;
        }

        var answer = new ForwardedAnswer(status, headers, text);
        if (http.RouteText("requestId").Split('.') is [var ownerId, var requestId]
            && await IsTakenAsync(app, ownerId, requestId, answer, http.RequestAborted))
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else
        {
            await Problem.WriteAsync(
                http, StatusCodes.Status404NotFound, "Nobody waits for an answer to such a request: it is unknown, answered, or too late.");
        }
    }

    private async Task<bool> IsTakenAsync(App app, string ownerId, string requestId, ForwardedAnswer answer, CancellationToken ct)
    {
        try
        {
            return await storage.WriteAsync(ownerId, work => forwards.AnswerAsync(work, app.Id, requestId, answer), ct);
        }
        catch (OwnerUnknownException)
        {
            return false;
        }
    }

    private static IReadOnlyList<ForwardedHeader> HeadersOf(OwnBody body)
    {
        if (!body.Has("headers", out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Object
            && value.EnumerateObject().Take(MostHeaders + 1).ToList() is { Count: <= MostHeaders } members
            && members.TrueForAll(member =>
                member.Name.Length > 0 && member.Value.ValueKind == JsonValueKind.String && member.Value.GetString()!.Length <= LongestHeader
                && !member.Value.GetString()!.AsSpan().ContainsAny('\r', '\n'))
            ? [.. members.Select(member => new ForwardedHeader(member.Name, member.Value.GetString()!))]
            : body.Wrong<IReadOnlyList<ForwardedHeader>>("headers", $"must be an object of at most {MostHeaders} strings without line breaks", []);
    }

    private static bool Flag(HttpContext http, string name, List<(string Subject, string Reason)> violations)
    {
        if (!http.Request.TryQueryFlag(name, out var flag))
        {
            violations.Add((name, Flags.Expected));
        }

        return flag;
    }
}
