using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Apps;
using Prilavok.Server.Api.Wire;
using Prilavok.Server.Hosting;

namespace Prilavok.Server.Publisher;

/// <summary>Apps and their versions. An app has one version, and that is published.</summary>
internal sealed class PublishedApps(IStorage storage, IApps apps, AppGate gate, PublisherTimes times) : IEndpoints
{
    public const string Version = "/versions/{versionId}";

    private const string Status = "PUBLISHED";

    public void Map(IEndpointRouteBuilder app)
    {
        gate.MapAll(app, HttpMethod.Get, "", "list", Rights.AppRead, ListAsync);
        gate.Map(app, HttpMethod.Get, "", "find", Rights.AppRead, (http, caller) => AnswerAsync(http, caller.App));
        gate.Map(app, HttpMethod.Get, "/versions", "versions.list", Rights.AppRead, (http, caller) => WritePageAsync(http, [caller.App]));
        gate.Map(app, HttpMethod.Get, Version, "versions.find", Rights.AppRead, FindVersionAsync);
    }

    /// <summary>False when the version in the path is not of the app; that has been told then.</summary>
    public static async Task<bool> HasVersionAsync(HttpContext http, App app)
    {
        if (string.Equals(http.RouteText("versionId"), AppVersion.IdOf(app), StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        await Faults.TellAsync(http, StatusCodes.Status404NotFound, null);
        return false;
    }

    private async Task ListAsync(HttpContext http, Grant grant)
    {
        switch (grant)
        {
            case Grant.OfPublisher publisher:
                await WritePageAsync(
                    http, await storage.ReadAsync(s => apps.OfPublisherAsync(s, publisher.PublisherId), http.RequestAborted));
                break;
            case Grant.OfApp own when await storage.ReadAsync(s => apps.FindAsync(s, own.AppId), http.RequestAborted) is { } app:
                await WritePageAsync(http, [app]);
                break;
            default:
                await WritePageAsync(http, []);
                break;
        }
    }

    private async Task FindVersionAsync(HttpContext http, AppCaller caller)
    {
        if (await HasVersionAsync(http, caller.App))
        {
            await AnswerAsync(http, caller.App);
        }
    }

    private Task AnswerAsync(HttpContext http, App app) => Json.WriteAsync(http, StatusCodes.Status200OK, json => Write(json, app));

    private async Task WritePageAsync(HttpContext http, IReadOnlyList<App> list)
    {
        var filters = $"{WordFilter.Of(http.Request, "status").Words}|{WordFilter.Of(http.Request, "environment").Words}";
        var after = Position.Start;
        if (http.Request.Query["cursor"].ToString() is { Length: > 0 } cursor && !Paging.TryRead(cursor, out after, out filters))
        {
            await ErrorsV2.WriteValidationAsync(http, "cursor", "unknown cursor");
            return;
        }

        var parts = filters.Split('|');
        var (statuses, environments) = (new WordFilter(parts[0]), new WordFilter(parts[^1]));
        var limit = Paging.LimitOf(http.Request);
        var rows = list
            .Where(app => statuses.Allows(Status) && environments.Allows(EnvironmentOf(app)) && IsAfter(PositionOf(app), after))
            .Take(limit + 1)
            .ToList();
        await Json.WriteAsync(
            http, StatusCodes.Status200OK, json => Paging.WritePage(json, rows, limit, Write, PositionOf, filters));
    }

    private void Write(Utf8JsonWriter json, App app)
    {
        json.WriteStartObject();
        json.WriteString("app_id", app.Id);
        json.WriteString("version_id", AppVersion.IdOf(app));
        json.WriteString("publisher_id", app.PublisherId);
        json.WriteString("name", app.Settings.Name);
        json.WriteString("status", Status);
        json.WriteString("environment", EnvironmentOf(app));
        times.Write(json, "created_at", app.CreatedAt);
        times.Write(json, "updated_at", app.UpdatedAt);
        json.WriteEndObject();
    }

    private static string EnvironmentOf(App app) => app.SandboxOwnerId is null ? "PRODUCTION" : "SANDBOX";

    private static Position PositionOf(App app) => new(app.CreatedAt.ToUnixTimeMilliseconds(), Ids.Key(app.Id));

    private static bool IsAfter(Position position, Position after) =>
        position.At > after.At || (position.At == after.At && string.CompareOrdinal(position.Id, after.Id) > 0);
}
