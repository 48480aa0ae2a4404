using Prilavok.Core;
using Prilavok.Core.Delivery;
using Prilavok.Core.Keys;
using Prilavok.Server.Http;
using Prilavok.Server.Keys;

namespace Prilavok.Server.Health;

internal sealed class Health(IStorage storage, ILaneStore lanes, IKeyStore keys, KeyRing ring, TimeProvider clock) : IEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", LiveAsync).WithName("healthz");
        app.MapGet("/readyz", ReadyAsync).WithName("readyz");
    }

    private static Task LiveAsync(HttpContext http) => AnswerAsync(http, "ok");

    /// <summary>Reads and writes the storage, waiting for other writers no longer than a moment, and opens what is kept as secrets are.</summary>
    private async Task ReadyAsync(HttpContext http)
    {
        try
        {
            await storage.ReadAsync(lanes.NextDueAsync, http.RequestAborted).WaitAsync(Patience, clock, http.RequestAborted);
            var rows = await storage.ReadAsync(keys.ReadAsync, http.RequestAborted).WaitAsync(Patience, clock, http.RequestAborted);
            await storage.ProbeAsync(http.RequestAborted).WaitAsync(Patience, clock, http.RequestAborted);
            if (!ring.Opens(rows.Canaries))
            {
                await Problem.WriteAsync(http, StatusCodes.Status503ServiceUnavailable, "The keys of this server do not open the secrets in the database.");
                return;
            }

            await AnswerAsync(http, "ready");
        }
        catch (Exception e) when (e is TimeoutException or StorageUnavailableException)
        {
            await Problem.WriteAsync(http, StatusCodes.Status503ServiceUnavailable, "The storage cannot be read and written now.");
        }
    }

    private static Task AnswerAsync(HttpContext http, string status) =>
        Json.WriteAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteString("status", status);
            json.WriteEndObject();
        });
}
