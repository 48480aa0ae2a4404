using System.Globalization;
using Prilavok.Core.Terminals;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;

namespace Prilavok.Server.TerminalGateway;

internal sealed class TerminalActivation(ActivateTerminal activate, Networks networks, TimeProvider clock) : IEndpoints
{
    private const int LongestCode = 100;

    public void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/terminal/v1/activate", ActivateAsync).WithName("terminal.activate").WithMetadata(new ForStrangers());

    private async Task ActivateAsync(HttpContext http)
    {
        using var body = await OwnBody.ReadAsync(http);
        var code = body.Text("code", longest: LongestCode);
        if (await body.IsFaultyAsync(http))
        {
            return;
        }

        switch (await activate.HandleAsync(code, networks.Of(http), http.RequestAborted))
        {
            case ActivateOutcome.Activated activated:
                await AnswerAsync(http, activated);
                break;
            case ActivateOutcome.Locked { Until: var until }:
                var seconds = CredentialsBody.SecondsOf(until - clock.GetUtcNow());
                http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                await Problem.WriteAsync(http, StatusCodes.Status429TooManyRequests, $"Too many pairing codes were wrong. Try again in {seconds} s.");
                break;
            default:
                await Problem.WriteAsync(http, StatusCodes.Status401Unauthorized, "This pairing code is unknown, was used already, or is over.");
                break;
        }
    }

    private static Task AnswerAsync(HttpContext http, ActivateOutcome.Activated activated) => Json.WriteAsync(http, StatusCodes.Status200OK, json =>
    {
        json.WriteStartObject();
        json.WriteString("deviceId", activated.Terminal.Id);
        json.WriteString("token", activated.Token);
        json.WriteString("storeId", activated.Terminal.StoreId);
        json.WriteEndObject();
    });
}
