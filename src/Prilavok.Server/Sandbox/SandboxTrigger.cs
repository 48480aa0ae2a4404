using System.Text.Json;
using System.Text.Json.Nodes;
using Prilavok.Core;
using Prilavok.Core.Catalog;
using Prilavok.Core.Documents;
using Prilavok.Core.Employees;
using Prilavok.Core.Owners;
using Prilavok.Core.Terminals;
using Prilavok.Server.Demo;
using Prilavok.Server.Documents;
using Prilavok.Server.Http;

namespace Prilavok.Server.Sandbox;

/// <summary>Makes a terminal do something: a real document by the ordinary path.</summary>
internal sealed class SandboxTrigger(
    IStorage storage, IOwners owners, ITerminals terminals, IEmployees employees, IProducts products, AcceptDocuments accept, Ids ids,
    SandboxQuota quota, SandboxGate gate, TimeProvider clock) : IEndpoints
{
    public void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/sandbox/tenants/{ownerId}/trigger", gate.Open(TriggerAsync)).WithName("sandbox.trigger");

    private async Task TriggerAsync(HttpContext http)
    {
        var ownerId = http.RouteText("ownerId");
        if (await storage.ReadAsync(s => owners.FindAsync(s, ownerId), http.RequestAborted) is not { IsSandbox: true } owner)
        {
            await Problem.NotFoundAsync(http, "tenant");
            return;
        }

        if (await quota.RefusesAsync(http, isTenant: false))
        {
            return;
        }

        using var body = await OwnBody.ReadAsync(http);
        body.Knows("set");
        var kind = body.Text("kind");
        var storeId = body.MaybeText("storeId", longest: 64);
        var deviceId = body.MaybeText("deviceId", longest: 64);
        if (body.Violations.Count == 0 && !SampleDocument.Kinds.Contains(kind, StringComparer.OrdinalIgnoreCase))
        {
            body.Wrong("kind", $"must be one of {string.Join(", ", SampleDocument.Kinds)}", 0);
        }

        if (await body.IsFaultyAsync(http))
        {
            return;
        }

        if (await ChooseAsync(ownerId, storeId, deviceId, http.RequestAborted) is not { } chosen)
        {
            await Problem.WriteAsync(
                http, StatusCodes.Status422UnprocessableEntity, "No such terminal, or the store has none.", [("deviceId", "no such terminal")]);
            return;
        }

        var now = clock.GetUtcNow() + owner.ClockOffset;
        var document = SampleDocument.Build(kind.ToLowerInvariant(), chosen.View, ids.NewUuid(), now);
        if (body.Has("set", out var overrides) && !Overrides.TryApply(document, overrides, out var wrong))
        {
            await Problem.WriteAsync(
                http, StatusCodes.Status400BadRequest, "A path of set is not valid.", [(wrong, "no such place in the document")]);
            return;
        }

        await AcceptAsync(http, owner, chosen.Terminal, chosen.Stood, document, now);
    }

    private async Task AcceptAsync(
        HttpContext http, Owner owner, Terminal terminal, Whereabouts stood, JsonObject document, DateTimeOffset now)
    {
        using var json = JsonDocument.Parse(document.ToJsonString());
        var origin = new DocumentOrigin(owner.Id, stood, terminal.Id, terminal.TimezoneOffset, now);
        if (!DocumentReader.TryRead(json.RootElement, origin, out var incoming, out var rejection) || incoming is null)
        {
            await Problem.WriteAsync(
                http,
                StatusCodes.Status400BadRequest,
                "The document is not valid any more with what was set.",
                rejection!.Violations.Select(violation => (violation.Subject, violation.Reason)));
            return;
        }

        var outcome = await accept.HandleAsync(owner.Id, terminal, [incoming], http.RequestAborted);
        if (outcome.Foreign.Count > 0)
        {
            await Problem.WriteAsync(
                http,
                StatusCodes.Status409Conflict,
                "The document was not taken.",
                [("id", "another terminal has brought a document of this id")]);
            return;
        }

        await Json.WriteAsync(http, StatusCodes.Status201Created, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("id", incoming.Id);
            writer.WriteString("storeId", incoming.StoreId);
            writer.WriteString("deviceId", terminal.Id);
            writer.WriteEndObject();
        });
    }

    private Task<(Terminal Terminal, Whereabouts Stood, ShopView View)?> ChooseAsync(
        string ownerId, string? storeId, string? deviceId, CancellationToken ct) =>
        storage.ReadAsync<(Terminal, Whereabouts, ShopView)?>(
            async s =>
            {
                var terminal = deviceId is not null
                    ? await terminals.FindAsync(s, ownerId, deviceId)
                    : await terminals.ListAsync(s, ownerId, storeId, new Page(Position.Start, 1)) is [var first] ? first : null;
                if (terminal is null || (storeId is not null && !string.Equals(terminal.StoreId, storeId, StringComparison.OrdinalIgnoreCase)))
                {
                    return null;
                }

                var goods = await products.ListAsync(s, ownerId, terminal.StoreId, new Page(Position.Start, 1000));
                var people = await employees.ListAsync(s, ownerId, new Page(Position.Start, 1));
                var stood = (await terminals.FindKnownAsync(s, ownerId, terminal.Id))!.Stood;
                return (terminal, stood, new ShopView(terminal, people is [var person] ? person.Id : null, [.. goods.Select(row => row.Product)]));
            },
            ct);
}
