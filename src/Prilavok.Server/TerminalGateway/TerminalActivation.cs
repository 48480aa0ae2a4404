using Prilavok.Core.Terminals;
using Prilavok.Server.Hosting;
using Prilavok.Server.Manage;

namespace Prilavok.Server.TerminalGateway;

internal sealed class TerminalActivation(ActivateTerminal activate) : IEndpoints
{
    private const int LongestCode = 100;

    public void Map(IEndpointRouteBuilder app) => app.MapPost("/terminal/v1/activate", ActivateAsync).WithName("terminal.activate").WithMetadata(new ForStrangers());

    private async Task ActivateAsync(HttpContext http)
    {
        using var body = await OwnBody.ReadAsync(http);
        var code = body.Text("code", longest: LongestCode);
        if (await body.IsFaultyAsync(http))
        {
            return;
        }

        if (await activate.HandleAsync(code, http.RequestAborted) is not { } activated)
        {
            await Problem.WriteAsync(http, StatusCodes.Status401Unauthorized, "This pairing code is unknown or was used already.");
            return;
        }

        await Json.WriteAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteString("deviceId", activated.Terminal.Id);
            json.WriteString("token", activated.Token);
            json.WriteString("storeId", activated.Terminal.StoreId);
            json.WriteEndObject();
        });
    }
}
