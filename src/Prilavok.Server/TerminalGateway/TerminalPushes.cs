using System.Text;
using System.Text.Json;
using Prilavok.Core.Access;
using Prilavok.Core.Pushes;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;

namespace Prilavok.Server.TerminalGateway;

/// <summary>A terminal says what its app did with a push. Saying the same again is safe.</summary>
internal sealed class TerminalPushes(AnswerPush answer, Guard guard, PushRules rules) : IEndpoints
{
    private const string Statuses = "must be DELIVERED or REJECTED";

    public void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/terminal/v1/pushes/{pushId}", guard.Terminal(AnswerAsync)).WithName("terminal.pushes.answer");

    private async Task AnswerAsync(HttpContext http, Grant.OfTerminal caller)
    {
        using var body = await OwnBody.ReadAsync(http);
        var isTaken = TakenOf(body);
        var reply = body.Has("reply", out var said) && said.ValueKind != JsonValueKind.Null ? said.GetRawText() : null;
        if (reply is not null && Encoding.UTF8.GetByteCount(reply) > rules.Largest)
        {
            body.Wrong("reply", $"must be at most {rules.Largest} bytes", 0);
        }

        if (await body.IsFaultyAsync(http))
        {
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

    private static bool TakenOf(OwnBody body) =>
        body.Has("status", out var status) && status.ValueKind == JsonValueKind.String ? status.GetString() switch
        {
            "DELIVERED" => true,
            "REJECTED" => false,
            _ => body.Wrong("status", Statuses, false),
        }
    : body.Wrong("status", Statuses, false);

    private static Task NothingMoreAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
