using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Apps;
using Prilavok.Core.Publishing;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using Prilavok.Server.Rendering;

namespace Prilavok.Server.Publisher;

/// <summary>Apps and their versions. For an app stands its published version, else its newest.</summary>
internal sealed class PublishedApps(IStorage storage, IApps apps, FindVersions versions, AppGate gate, PublisherTimes times) : IEndpoints
{
    public const string Version = "/versions/{versionId}";

    public void Map(IEndpointRouteBuilder app)
    {
        app = app.InArea("app");
        gate.MapAll(app, HttpMethod.Get, "", "list", Rights.AppRead, ListAsync);
        gate.Map(app, HttpMethod.Get, "", "find", Rights.AppRead, async (http, caller) => await AnswerAsync(
            http, await versions.NowAsync(caller.App, http.RequestAborted)));
        gate.Map(app, HttpMethod.Get, "/versions", "versions.list", Rights.AppRead, ListVersionsAsync);
        gate.Map(app, HttpMethod.Get, Version, "versions.find", Rights.AppRead, FindVersionAsync);
    }

    private async Task ListVersionsAsync(HttpContext http, AppCaller caller) =>
        await WritePageAsync(http, await versions.ListAsync(caller.App.Id, http.RequestAborted), PositionOfVersion);

    private async Task ListAsync(HttpContext http, Grant grant)
    {
        switch (grant)
        {
            case Grant.OfPublisher publisher:
                await WritePageAsync(http, await versions.OfPublisherAsync(publisher.PublisherId, http.RequestAborted), PositionOf);
                break;
            case Grant.OfApp own when await storage.ReadAsync(s => apps.FindAsync(s, own.AppId), http.RequestAborted) is { } app:
                await WritePageAsync(http, [await versions.NowAsync(app, http.RequestAborted)], PositionOf);
                break;
            default:
                await WritePageAsync(http, [], PositionOf);
                break;
        }
    }

    private async Task FindVersionAsync(HttpContext http, AppCaller caller)
    {
        if (await versions.FindAsync(caller.App.Id, http.RouteText("versionId"), http.RequestAborted) is { } version)
        {
            await AnswerAsync(http, version);
        }
        else
        {
            await Faults.TellAsync(http, StatusCodes.Status404NotFound, null);
        }
    }

    private Task AnswerAsync(HttpContext http, App app) => Json.WriteAsync(http, StatusCodes.Status200OK, json => Write(json, app));

    private async Task WritePageAsync(HttpContext http, IReadOnlyList<App> list, Func<App, Position> positionOf)
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
            .Where(app => statuses.Allows(VersionWords.StatusOf(app)) && environments.Allows(VersionWords.EnvironmentOf(app)) && IsAfter(
                positionOf(app), after))
            .OrderBy(app => positionOf(app).At).ThenBy(app => positionOf(app).Id, StringComparer.Ordinal)
            .Take(limit + 1)
            .ToList();
        await Json.WriteAsync(
            http, StatusCodes.Status200OK, json => Paging.WritePage(json, rows, limit, Write, positionOf, filters));
    }

    private void Write(Utf8JsonWriter json, App app)
    {
        json.WriteStartObject();
        json.WriteString("app_id", app.Id);
        json.WriteString("version_id", AppVersion.IdOf(app));
        json.WriteString("publisher_id", app.PublisherId);
        json.WriteString("name", app.Settings.Name);
        json.WriteString("status", VersionWords.StatusOf(app));
        json.WriteString("environment", VersionWords.EnvironmentOf(app));
        times.Write(json, "created_at", app.Version.CreatedAt);
        times.Write(json, "updated_at", app.Version.UpdatedAt);
        json.WriteEndObject();
    }

    private static Position PositionOf(App app) => new(app.CreatedAt.ToUnixTimeMilliseconds(), Ids.Key(app.Id));

    private static Position PositionOfVersion(App app) => new(app.Version.CreatedAt.ToUnixTimeMilliseconds(), AppVersion.IdOf(app));

    private static bool IsAfter(Position position, Position after) =>
        position.At > after.At || (position.At == after.At && string.CompareOrdinal(position.Id, after.Id) > 0);
}
