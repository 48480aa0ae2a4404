using System.Text.Json;
using Prilavok.Core.Terminals;
using Prilavok.Server.Hosting;

namespace Prilavok.Server.TerminalGateway;

internal sealed class TerminalActivation(ActivateTerminal activate) : IEndpoints
{
    public void Map(IEndpointRouteBuilder app) => app.MapPost("/terminal/v1/activate", ActivateAsync).WithName("terminal.activate");

    private async Task ActivateAsync(HttpContext http)
    {
        using var body = await Json.ReadAsync(http);
        if (body.RootElement.ValueKind != JsonValueKind.Object
            || !body.RootElement.TryGetProperty("code", out var code)
            || code.ValueKind != JsonValueKind.String
            || code.GetString() is not { Length: > 0 and <= 100 } text)
        {
            await Problem.WriteAsync(http, StatusCodes.Status400BadRequest, "A pairing code is needed.", [("code", "must be a string")]);
            return;
        }

        if (await activate.HandleAsync(text, http.RequestAborted) is not { } activated)
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
