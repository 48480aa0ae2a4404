using Prilavok.Core;
using Prilavok.Core.Delivery;
using Prilavok.Core.Keys;
using Prilavok.Server.Http;
using Prilavok.Server.Keys;

namespace Prilavok.Server.Health;

internal sealed class HealthEndpoints(IStorage storage, ILaneStore lanes, IKeyStore keys, KeyRing ring, TimeProvider clock) : IEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock _turn = new();
    private Task<string?> _look = Task.FromResult<string?>(null);

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", LiveAsync).WithName("healthz");
        app.MapGet("/readyz", ReadyAsync).WithName("readyz");
    }

    private static Task LiveAsync(HttpContext http) => AnswerAsync(http, "ok");

    private async Task ReadyAsync(HttpContext http)
    {
        var fault = await LookAsync().WaitAsync(http.RequestAborted);
        await (fault is null ? AnswerAsync(http, "ready") : Problem.WriteAsync(http, StatusCodes.Status503ServiceUnavailable, fault));
    }

    /// <summary>
    /// One look at a time: each writes all the way to the disk, and anybody may ask. Who asks meanwhile hears of the one under way.
    /// </summary>
    private Task<string?> LookAsync()
    {
        lock (_turn)
        {
            return _look.IsCompleted ? _look = LookOnceAsync() : _look;
        }
    }

    /// <summary>Reads and writes the storage, waiting for other writers no longer than a moment, and opens what is kept as secrets are.</summary>
    /// <returns>Why it is not ready; null when it is.</returns>
    private async Task<string?> LookOnceAsync()
    {
        try
        {
            await storage.ReadAsync(lanes.NextDueAsync, CancellationToken.None).WaitAsync(Patience, clock);
            var rows = await storage.ReadAsync(keys.ReadAsync, CancellationToken.None).WaitAsync(Patience, clock);
            await storage.ProbeAsync(CancellationToken.None).WaitAsync(Patience, clock);
            return ring.Opens(rows.Canaries) ? null : "The keys of this server do not open the secrets in the database.";
        }
        catch (Exception e) when (e is TimeoutException or StorageUnavailableException)
        {
            return "The storage cannot be read and written now.";
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
