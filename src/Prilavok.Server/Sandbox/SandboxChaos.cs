using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Owners;
using Prilavok.Core.Sandbox;
using Prilavok.Server.Http;

namespace Prilavok.Server.Sandbox;

/// <summary>What goes wrong on purpose in a tenant.</summary>
internal sealed class SandboxChaos(IStorage storage, IOwners owners, IChaos chaos, SetChaos set, SandboxGate gate) : IEndpoints
{
    private const string Path = "/sandbox/tenants/{ownerId}/chaos";
    private const int LongestMs = 60_000;

    /// <summary>With the answer it must fit into the lease of a lane.</summary>
    private const int LongestDelayMs = 30_000;
    private const int LargestWindow = 100;

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Path, gate.Open(FindAsync)).WithName("sandbox.chaos.find");
        app.MapPut(Path, gate.Open(SetAsync)).WithName("sandbox.chaos.set");
        app.MapDelete(Path, gate.Open(EndAsync)).WithName("sandbox.chaos.end");
    }

    private async Task FindAsync(HttpContext http)
    {
        var ownerId = http.RouteText("ownerId");
        var (owner, found) = await storage.ReadAsync(
            async s => (await owners.FindAsync(s, ownerId), await chaos.FindAsync(s, ownerId)), http.RequestAborted);
        await (owner is { IsSandbox: true } ? AnswerAsync(http, found ?? Chaos.None) : Problem.NotFoundAsync(http, "tenant"));
    }

    private async Task SetAsync(HttpContext http)
    {
        using var body = await OwnBody.ReadAsync(http);
        var wanted = Read(body);
        if (await body.IsFaultyAsync(http))
        {
            return;
        }

        await (await set.HandleAsync(http.RouteText("ownerId"), wanted, http.RequestAborted)
            ? AnswerAsync(http, wanted)
            : Problem.NotFoundAsync(http, "tenant"));
    }

    private async Task EndAsync(HttpContext http)
    {
        if (await set.HandleAsync(http.RouteText("ownerId"), null, http.RequestAborted))
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else
        {
            await Problem.NotFoundAsync(http, "tenant");
        }
    }

    private static Chaos Read(OwnBody body)
    {
        var seed = (int)(body.MaybeNumber("seed", 0, int.MinValue, int.MaxValue) ?? 0);
        var (api, webhooks) = (Part(body, "api"), Part(body, "webhooks"));
        UnknownMembers.Tell(api, "api", body.Violations, "rate429", "rate500", "latencyMs");
        UnknownMembers.Tell(webhooks, "webhooks", body.Violations, "duplicate", "reorderWindow", "delayMs", "dropConnection");
        return new Chaos(
            seed,
            new ApiChaos(Rate(body, api, "api.rate429"), Rate(body, api, "api.rate500"), Whole(body, api, "api.latencyMs", 0, LongestMs)),
            new WebhookChaos(
                Rate(body, webhooks, "webhooks.duplicate"),
                Whole(body, webhooks, "webhooks.reorderWindow", 1, LargestWindow),
                Whole(body, webhooks, "webhooks.delayMs", 0, LongestDelayMs),
                Rate(body, webhooks, "webhooks.dropConnection")))
        {
            Revision = Ids.NewTokenUuid(),
        };
    }

    private static JsonElement Part(OwnBody body, string name) =>
        !body.Has(name, out var part) || part.ValueKind == JsonValueKind.Null ? default
        : part.ValueKind == JsonValueKind.Object ? part
        : body.Wrong<JsonElement>(name, "must be an object", default);

    private static double Rate(OwnBody body, JsonElement part, string place) => Member(part, place) switch
    {
        null => 0,
        { ValueKind: JsonValueKind.Number } number when number.TryGetDouble(out var rate) && rate is >= 0 and <= 1 => rate,
        _ => body.Wrong(place, "must be a number from 0 to 1", 0.0),
    };

    /// <param name="least">Stands for what was left out, and for 0.</param>
    private static int Whole(OwnBody body, JsonElement part, string place, int least, int most) => Member(part, place) switch
    {
        null => least,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var value) && value >= 0 && value <= most => Math.Max(least, value),
        _ => body.Wrong(place, $"must be a whole number from 0 to {most}", least),
    };

    private static JsonElement? Member(JsonElement part, string place) =>
        part.ValueKind == JsonValueKind.Object && part.TryGetProperty(place[(place.IndexOf('.', StringComparison.Ordinal) + 1)..], out var value)
            ? value
            : null;

    private static Task AnswerAsync(HttpContext http, Chaos chaos) => Json.WriteAsync(http, StatusCodes.Status200OK, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("seed", chaos.Seed);
        json.WriteStartObject("api");
        json.WriteNumber("rate429", chaos.Api.Rate429);
        json.WriteNumber("rate500", chaos.Api.Rate500);
        json.WriteNumber("latencyMs", chaos.Api.LatencyMs);
        json.WriteEndObject();
        json.WriteStartObject("webhooks");
        json.WriteNumber("duplicate", chaos.Webhooks.Duplicate);
        json.WriteNumber("reorderWindow", chaos.Webhooks.ReorderWindow);
        json.WriteNumber("delayMs", chaos.Webhooks.DelayMs);
        json.WriteNumber("dropConnection", chaos.Webhooks.DropConnection);
        json.WriteEndObject();
        json.WriteEndObject();
    });
}
