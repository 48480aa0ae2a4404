using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Prilavok.Core.Access;
using Prilavok.Core.Pushes;
using Prilavok.Server.Hosting;
using Prilavok.Server.Publisher;

namespace Prilavok.Server.TerminalGateway;

/// <summary>A terminal says what its app did with a push. Saying the same again is safe.</summary>
internal sealed class TerminalPushes(AnswerPush answer, Guard guard, IOptions<PublisherOptions> options) : IEndpoints
{
    public void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/terminal/v1/pushes/{pushId}", guard.Terminal(AnswerAsync)).WithName("terminal.pushes.answer");

    private async Task AnswerAsync(HttpContext http, Grant.OfTerminal caller)
    {
        using var body = await Json.ReadAsync(http);
        if (TakenOf(body.RootElement) is not { } isTaken)
        {
            await Problem.WriteAsync(
                http, StatusCodes.Status400BadRequest, "The answer is not valid.", [("status", "must be DELIVERED or REJECTED")]);
            return;
        }

        var reply = body.RootElement.TryGetProperty("reply", out var said) && said.ValueKind != JsonValueKind.Null ? said.GetRawText() : null;
        if (reply is not null && Encoding.UTF8.GetByteCount(reply) > options.Value.LargestPush)
        {
            await Problem.WriteAsync(
                http,
                StatusCodes.Status400BadRequest,
                "The answer is not valid.",
                [("reply", $"must be at most {options.Value.LargestPush} bytes")]);
            return;
        }

        var outcome = await answer.HandleAsync(
            caller.OwnerId, caller.Terminal.Id, http.RouteText("pushId"), isTaken, reply, http.RequestAborted);
        await (outcome switch
        {
            AnswerOutcome.Recorded => NothingMoreAsync(http),
            AnswerOutcome.Unknown => Problem.NotFoundAsync(http, "push"),
            AnswerOutcome.AnsweredOtherwise =>
                Problem.WriteAsync(http, StatusCodes.Status409Conflict, "The terminal has answered otherwise before."),
            AnswerOutcome.Expired => Problem.WriteAsync(http, StatusCodes.Status409Conflict, "The time of the push is over."),
        });
    }

    private static bool? TakenOf(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("status", out var status) || status.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        return status.ValueEquals("DELIVERED") ? true : status.ValueEquals("REJECTED") ? false : null;
    }

    private static Task NothingMoreAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
