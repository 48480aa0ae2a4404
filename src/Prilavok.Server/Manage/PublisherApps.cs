using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Apps;
using Prilavok.Core.Delivery;
using Prilavok.Server.Delivery;
using Prilavok.Server.Hosting;

namespace Prilavok.Server.Manage;

/// <summary>A publisher's app: its settings, who changed them, its lanes and what was sent.</summary>
internal sealed class PublisherApps(
    IStorage storage, IApps apps, IAudit audit, ILaneStore lanes, EditApps edit, Guard guard, IOptions<DeliveryOptions> delivery,
    TimeProvider clock) : IEndpoints
{
    private const string Root = "/manage/v1/apps/{appId}";

    private const int Most = 1000;

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Root, guard.Publisher(FindAsync)).WithName("manage.app.find");
        app.MapPatch(Root, guard.Publisher(ChangeAsync)).WithName("manage.app.change");
        app.MapPost(Root + "/signing-secret", guard.Publisher(RotateAsync)).WithName("manage.app.rotate");
        app.MapGet(Root + "/audit", guard.Publisher(AuditAsync)).WithName("manage.app.audit");
        app.MapGet(Root + "/lanes", guard.Publisher(LanesAsync)).WithName("manage.app.lanes");
    }

    private async Task FindAsync(HttpContext http, Grant.OfPublisher publisher) =>
        await AnswerAsync(http, await MineAsync(http, publisher));

    private async Task ChangeAsync(HttpContext http, Grant.OfPublisher publisher)
    {
        if (await MineAsync(http, publisher) is not { } app)
        {
            await Problem.NotFoundAsync(http, "app");
            return;
        }

        using var body = await Json.ReadAsync(http);
        var violations = new List<(string Subject, string Reason)>();
        AppSettingsReader.Read(body.RootElement, app.Settings, violations);
        if (violations.Count > 0)
        {
            await Problem.WriteAsync(http, StatusCodes.Status400BadRequest, "The settings are not valid.", violations);
            return;
        }

        var changed = await edit.ChangeAsync(
            publisher.PublisherId, app.Id, settings => AppSettingsReader.Read(body.RootElement, settings, []), clock.GetUtcNow(), http.RequestAborted);
        await AnswerAsync(http, changed);
    }

    private async Task RotateAsync(HttpContext http, Grant.OfPublisher publisher)
    {
        var app = await MineAsync(http, publisher);
        await AnswerAsync(http, app is null
            ? null
            : await edit.RotateKeyAsync(publisher.PublisherId, app.Id, delivery.Value.SigningOverlap, clock.GetUtcNow(), http.RequestAborted));
    }

    private async Task AuditAsync(HttpContext http, Grant.OfPublisher publisher)
    {
        if (await MineAsync(http, publisher) is not { } app)
        {
            await Problem.NotFoundAsync(http, "app");
            return;
        }

        var entries = await storage.ReadAsync(s => audit.ListAsync(s, app.Id, Most), http.RequestAborted);
        await OwnerLists.WriteItemsAsync(http, entries, (json, entry) =>
        {
            json.WriteStartObject();
            json.WriteString("at", entry.At.UtcDateTime);
            json.WriteString("by", entry.Actor);
            json.WriteString("action", entry.Action);
            json.WriteStartObject("settings");
            AppSettingsWriter.WriteMembers(json, entry.Settings with { ServiceToken = null });
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private async Task LanesAsync(HttpContext http, Grant.OfPublisher publisher)
    {
        if (await MineAsync(http, publisher) is not { } app)
        {
            await Problem.NotFoundAsync(http, "app");
            return;
        }

        var list = await storage.ReadAsync(s => lanes.ListAsync(s, app.Id), http.RequestAborted);
        await OwnerLists.WriteItemsAsync(http, list, DeliveryWriter.WriteLane);
    }

    private async Task<App?> MineAsync(HttpContext http, Grant.OfPublisher publisher) =>
        await storage.ReadAsync(s => apps.FindAsync(s, http.RouteText("appId")), http.RequestAborted) is { } app
            && app.PublisherId == publisher.PublisherId
            ? app
            : null;

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
