using System.Text.Json;
using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Apps;
using Prilavok.Core.Publishing;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using Prilavok.Server.Partners;
using Prilavok.Server.Reading;

namespace Prilavok.Server.Apps;

/// <summary>A publisher's apps: their settings, and who changed them.</summary>
internal sealed class PublisherApps(
    IStorage storage, IAudit audit, EditApps edit, SettingsChange change, FindVersions versions, OwnAppGate gate, Guard guard,
    IOptions<DeliveryOptions> delivery, TimeProvider clock) : IEndpoints
{
    private const string All = "/manage/v1/apps";
    private const int Most = 1000;

    public void Map(IEndpointRouteBuilder app)
    {
        app = app.InArea("app");
        app.MapGet(All, guard.Publisher(ListAsync)).WithName("manage.publisher.apps");
        app.MapPost(All, guard.Publisher(RegisterAsync)).WithName("manage.app.register");
        app.MapGet(OwnAppGate.Root, gate.Open(FindAsync)).WithName("manage.app.find");
        app.MapPatch(OwnAppGate.Root, gate.Open(ChangeAsync)).WithName("manage.app.change");
        app.MapPost(OwnAppGate.Root + "/signing-secret", gate.Open(RotateAsync)).WithName("manage.app.rotate");
        app.MapGet(OwnAppGate.Root + "/audit", gate.Open(AuditAsync)).WithName("manage.app.audit");
    }

    private async Task ListAsync(HttpContext http, Grant.OfPublisher publisher) => await OwnerLists.WriteItemsAsync(
        http,
        await versions.OfPublisherAsync(publisher.PublisherId, http.RequestAborted),
        (json, app) => VersionAnswers.WriteApp(json, app, OwnAppGate.ShowsSecrets(http)));

    private async Task RegisterAsync(HttpContext http, Grant.OfPublisher publisher)
    {
        using var body = await OwnBody.ReadAsync(http);
        var settings = body.Root.ValueKind == JsonValueKind.Object
            ? AppSettingsReader.Read(body.Root, new AppSettings { Name = "" }, body.Violations)
            : new AppSettings { Name = "" };
        body.Knows(AppSettingsReader.Members);
        if (!body.Has("name", out _))
        {
            body.Violations.Add(("name", "must not be null"));
        }

        if (await body.IsFaultyAsync(http))
        {
            return;
        }

        var app = await edit.RegisterAsync(publisher.PublisherId, settings, http.RequestAborted);
        await Json.WriteAsync(http, StatusCodes.Status201Created, json => VersionAnswers.WriteApp(json, app, OwnAppGate.ShowsSecrets(http)));
    }

    private async Task FindAsync(HttpContext http, App app)
    {
        var now = await versions.NowAsync(app, http.RequestAborted);
        await Json.WriteAsync(http, StatusCodes.Status200OK, json => VersionAnswers.WriteApp(json, now, OwnAppGate.ShowsSecrets(http)));
    }

    private Task ChangeAsync(HttpContext http, App app) => change.HandleAsync(
        http, app, async wanted => await AnswerAsync(http, await edit.ChangeAsync(app.PublisherId, app.Id, wanted, http.RequestAborted)));

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
            SettingsChangeWriter.Write(json, entry.Settings, OwnAppGate.ShowsSecrets(http));
            json.WriteEndObject();
        });
    }

    private static Task AnswerAsync(HttpContext http, VersionOutcome outcome) =>
        VersionAnswers.WriteAsync(http, outcome, StatusCodes.Status200OK, VersionAnswers.WriteApp);
}
