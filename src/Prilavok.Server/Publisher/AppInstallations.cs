using System.Text.Json;
using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Installations;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;

namespace Prilavok.Server.Publisher;

/// <summary>Which owners have an app.</summary>
internal sealed class AppInstallations(
    IStorage storage, IInstallations installations, IssueInstallationToken issue, AppGate gate, PublisherTimes times,
    IOptions<PublisherOptions> options) : IEndpoints
{
    public const string One = "/installations/{userId}";

    public void Map(IEndpointRouteBuilder app)
    {
        app = app.InArea("installation");
        gate.Map(app, HttpMethod.Get, "/installations", "installations.list", null, ListAsync);
        gate.Map(app, HttpMethod.Get, One, "installations.find", null, FindAsync);
        gate.Map(app, HttpMethod.Post, One + "/tokens", "installations.token", null, IssueAsync);
    }

    private async Task ListAsync(HttpContext http, AppCaller caller)
    {
        var after = Position.Start;
        if (http.Request.Query["cursor"].ToString() is { Length: > 0 } cursor && !Paging.TryRead(cursor, out after, out _))
        {
            await ErrorsV2.WriteValidationAsync(http, "cursor", "unknown cursor");
            return;
        }

        var limit = Paging.LimitOf(http.Request);
        var rows = await storage.ReadAsync(s => installations.ListAsync(s, caller.App.Id, after.Id, limit + 1), http.RequestAborted);
        await Json.WriteAsync(http, StatusCodes.Status200OK, json => Paging.WritePage(
            json, rows, limit, (to, row) => Write(to, caller.App.Id, row.OwnerId, row.CreatedAt), row => new Position(0, row.OwnerId)));
    }

    private async Task FindAsync(HttpContext http, AppCaller caller)
    {
        var found = await storage.ReadAsync(s => installations.FindAsync(s, http.RouteText("userId"), caller.App.Id), http.RequestAborted);
        if (found is null)
        {
            await Faults.TellAsync(http, StatusCodes.Status404NotFound, null);
            return;
        }

        await Json.WriteAsync(http, StatusCodes.Status200OK, json => Write(json, found.AppId, found.OwnerId, found.CreatedAt));
    }

    private async Task IssueAsync(HttpContext http, AppCaller caller)
    {
        var ownerId = http.RouteText("userId");
        var isThere = await storage.ReadAsync(s => installations.FindAsync(s, ownerId, caller.App.Id), http.RequestAborted) is not null;
        if (!isThere
            || await issue.HandleAsync(caller.App.Id, ownerId, options.Value.InstallationToken, http.RequestAborted) is not { } issued)
        {
            await Faults.TellAsync(http, StatusCodes.Status404NotFound, null);
            return;
        }

        await Json.WriteAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteString("token", issued.Token);
            times.Write(json, "expired_at", issued.ExpiresAt);
            json.WriteEndObject();
        });
    }

    private void Write(Utf8JsonWriter json, string appId, string ownerId, DateTimeOffset at)
    {
        json.WriteStartObject();
        WriteMembers(json, times, appId, ownerId, at);
        json.WriteEndObject();
    }

    /// <param name="at">Installations are made anew, never changed.</param>
    public static void WriteMembers(Utf8JsonWriter json, PublisherTimes times, string appId, string ownerId, DateTimeOffset at)
    {
        json.WriteString("app_id", appId);
        json.WriteString("user_id", ownerId);
        times.Write(json, "created_at", at);
        times.Write(json, "updated_at", at);
    }
}
