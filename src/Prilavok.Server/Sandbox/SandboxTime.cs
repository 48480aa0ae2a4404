using System.Globalization;
using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Delivery;
using Prilavok.Core.Log;
using Prilavok.Core.Owners;
using Prilavok.Core.Sandbox;
using Prilavok.Server.Http;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Sandbox;

/// <summary>A tenant's clock, and waiting until everything due has happened.</summary>
internal sealed class SandboxTime(IStorage storage, IOwners owners, TurnClock turn, Settle settle, OwnerCaches caches, SandboxGate gate) : IEndpoints
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(10);

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/sandbox/tenants/{ownerId}/clock", gate.Open(TurnAsync)).WithName("sandbox.clock");
        app.MapPost("/sandbox/tenants/{ownerId}/settle", gate.Open(SettleAsync)).WithName("sandbox.settle");
    }

    private async Task TurnAsync(HttpContext http)
    {
        var ownerId = http.RouteText("ownerId");
        if (!await IsTenantAsync(http, ownerId))
        {
            return;
        }

        using var body = await OwnBody.ReadAsync(http);
        body.Knows("advance", "to", "toNext");
        var target = TargetOf(body);
        if (await body.IsFaultyAsync(http))
        {
            return;
        }

        var outcome = await turn.HandleAsync(ownerId, Source.System, target!, http.RequestAborted);
        caches.Forget(ownerId);
        switch (outcome)
        {
            case ClockOutcome.Turned turned:
                await Json.WriteAsync(http, StatusCodes.Status200OK, json => Write(json, turned));
                break;
            case ClockOutcome.Backwards back:
                await Problem.WriteAsync(
                    http,
                    StatusCodes.Status422UnprocessableEntity,
                    $"The clock shows {back.Now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)} already; it is never turned back.");
                break;
            case ClockOutcome.TooFar far:
                await Problem.WriteAsync(
                    http,
                    StatusCodes.Status400BadRequest,
                    $"The clock shows {Instants.FormatZ(far.Now)}; it is turned by at most {TurnClock.LongestStep.Days} days at once, and not to the "
                        + $"year {TurnClock.End.Year}.",
                    [(body.Has("advance", out _) ? "advance" : "toNext", "is too far")]);
                break;
        }
    }

    private async Task SettleAsync(HttpContext http)
    {
        var ownerId = http.RouteText("ownerId");
        if (!await IsTenantAsync(http, ownerId))
        {
            return;
        }

        var timeout = DefaultTimeout;
        if (http.Request.ContentLength is not (null or 0))
        {
            using var body = await OwnBody.ReadAsync(http);
            if (body.MaybeText("timeout") is { } text)
            {
                timeout = Periods.TryParse(text, out var asked) && asked is { Months: 0, Time.TotalMinutes: <= 10 }
                    ? asked.Time
                    : body.Wrong("timeout", "must be a duration of at most ten minutes, as PT10S", timeout);
            }

            if (await body.IsFaultyAsync(http))
            {
                return;
            }
        }

        var open = await settle.HandleAsync(ownerId, timeout, http.RequestAborted);
        await Json.WriteAsync(http, open.IsEmpty ? StatusCodes.Status200OK : StatusCodes.Status408RequestTimeout, json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("settled", open.IsEmpty);
            if (!open.IsEmpty)
            {
                json.WriteStartArray("open");
                foreach (var lane in open.Lanes)
                {
                    json.WriteStringValue($"{Channels.NameOf(lane.Channel)} of app {lane.AppId}");
                }

                foreach (var taskId in open.BulkTasks)
                {
                    json.WriteStringValue($"bulk task {taskId}");
                }

                foreach (var replayId in open.Replays)
                {
                    json.WriteStringValue($"replay {replayId}");
                }

                foreach (var key in open.Subscriptions)
                {
                    json.WriteStringValue($"subscription of app {key.AppId}");
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        });
    }

    private async Task<bool> IsTenantAsync(HttpContext http, string ownerId)
    {
        if (await storage.ReadAsync(s => owners.FindAsync(s, ownerId), http.RequestAborted) is { IsSandbox: true })
        {
            return true;
        }

        await Problem.NotFoundAsync(http, "tenant");
        return false;
    }

    private static ClockTarget? TargetOf(OwnBody body)
    {
        if (body.MaybeText("advance") is { } advance)
        {
            return Periods.TryParse(advance, out var step)
                ? new ClockTarget.By(step)
                : body.Wrong<ClockTarget?>("advance", $"must be a duration of at most ten years, {Periods.Forms}", null);
        }

        if (body.MaybeText("to") is { } to)
        {
            return DateTimeOffset.TryParse(to, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at.Year < 2200
                ? new ClockTarget.To(at)
                : body.Wrong<ClockTarget?>("to", "must be a time before the year 2200, as 2027-01-01T00:00:00Z", null);
        }

        return body.Flag("toNext", false)
            ? new ClockTarget.Next()
            : body.Wrong<ClockTarget?>("", "one of advance, to, toNext is needed", null);
    }

    private static void Write(Utf8JsonWriter json, ClockOutcome.Turned turned)
    {
        json.WriteStartObject();
        json.WriteString("now", turned.Now.UtcDateTime);
        json.WriteStartArray("ran");
        foreach (var step in turned.Ran)
        {
            json.WriteStartObject();
            json.WriteString("at", step.At.UtcDateTime);
            json.WriteString("what", step.What);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
