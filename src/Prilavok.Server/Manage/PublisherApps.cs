using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;
using Prilavok.Server.Delivery;
using Prilavok.Server.Hosting;

namespace Prilavok.Server.Manage;

/// <summary>A publisher's app: its settings, who changed them, its lanes and what was sent.</summary>
internal sealed class PublisherApps(
    IStorage storage, IAudit audit, ILaneStore lanes, EditApps edit, OwnAppGate gate, IOptions<DeliveryOptions> delivery, TimeProvider clock)
    : IEndpoints
{
    private const int Most = 1000;

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(OwnAppGate.Root, gate.Open(AnswerAsync)).WithName("manage.app.find");
        app.MapPatch(OwnAppGate.Root, gate.Open(ChangeAsync)).WithName("manage.app.change");
        app.MapPost(OwnAppGate.Root + "/signing-secret", gate.Open(RotateAsync)).WithName("manage.app.rotate");
        app.MapGet(OwnAppGate.Root + "/audit", gate.Open(AuditAsync)).WithName("manage.app.audit");
        app.MapGet(OwnAppGate.Root + "/lanes", gate.Open(LanesAsync)).WithName("manage.app.lanes");
    }

    private async Task ChangeAsync(HttpContext http, App app)
    {
        using var body = await Json.ReadAsync(http);
        var violations = new List<(string Subject, string Reason)>();
        AppSettingsReader.Read(body.RootElement, app.Settings, violations);
        if (violations.Count > 0)
        {
            await Problem.WriteAsync(http, StatusCodes.Status400BadRequest, "The settings are not valid.", violations);
            return;
        }

        var changed = await edit.ChangeAsync(
            app.PublisherId, app.Id, settings => AppSettingsReader.Read(body.RootElement, settings, []), clock.GetUtcNow(), http.RequestAborted);
        await AnswerAsync(http, changed);
    }

    private async Task RotateAsync(HttpContext http, App app) => await AnswerAsync(
        http, await edit.RotateKeyAsync(app.PublisherId, app.Id, delivery.Value.SigningOverlap, clock.GetUtcNow(), http.RequestAborted));

    private async Task AuditAsync(HttpContext http, App app)
    {
        var entries = await storage.ReadAsync(s => audit.ListAsync(s, app.Id, Most), http.RequestAborted);
        await OwnerLists.WriteItemsAsync(http, entries, (json, entry) =>
        {
            json.WriteStartObject();
            json.WriteString("at", entry.At.UtcDateTime);
            json.WriteString("by", entry.Actor);
            json.WriteString("action", entry.Action);
            json.WriteStartObject("settings");
            AppSettingsWriter.WriteMembers(json, entry.Settings);
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private async Task LanesAsync(HttpContext http, App app)
    {
        var list = await storage.ReadAsync(s => lanes.ListAsync(s, app.Id), http.RequestAborted);
        await OwnerLists.WriteItemsAsync(http, list, DeliveryWriter.WriteLane);
    }

    private static Task AnswerAsync(HttpContext http, App? app) => app is null
        ? Problem.NotFoundAsync(http, "app")
        : Json.WriteAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteString("appId", app.Id);
            AppSettingsWriter.WriteMembers(json, app.Settings);
            if (app.Settings.SigningKeys is [var present, ..])
            {
                json.WriteString("signingSecret", present.Secret);
            }

            json.WriteEndObject();
        });
}
