using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Installations;
using Prilavok.Core.Terminals;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using ISession = Prilavok.Core.ISession;

namespace Prilavok.Server.Publisher;

/// <summary>On which terminals of an owner an app is: on all of them, unless the owner chose some.</summary>
internal sealed class AppDeployments(IStorage storage, IInstallations installations, ITerminals terminals, AppGate gate, PublisherTimes times)
    : IEndpoints
{
    private const string OnIt = "INSTALL_SUCCEEDED";
    private const string NotOnIt = "NOT_APPLIED";

    public void Map(IEndpointRouteBuilder app)
    {
        app = app.InArea("deployment");
        gate.Map(app, HttpMethod.Get, AppInstallations.One + "/deployments", "deployments.list", null, ListAsync);
        gate.Map(app, HttpMethod.Get, AppInstallations.One + "/deployments/{deviceId}", "deployments.find", null, FindAsync);
    }

    private async Task ListAsync(HttpContext http, AppCaller caller)
    {
        var after = Position.Start;
        var status = WordFilter.Of(http.Request, "status").Words;
        if (http.Request.Query["cursor"].ToString() is { Length: > 0 } cursor && !Paging.TryRead(cursor, out after, out status))
        {
            await ErrorsV2.WriteValidationAsync(http, "cursor", "unknown cursor");
            return;
        }

        var limit = Paging.LimitOf(http.Request);
        var filter = new WordFilter(status);
        var (installation, rows) = await storage.ReadAsync(
            async s => await FindInstallationAsync(s, http, caller) is { } found
                ? (found, await ListAsync(s, found, filter, after, limit + 1))
                : (null, []),
            http.RequestAborted);
        if (installation is null)
        {
            await Faults.TellAsync(http, StatusCodes.Status404NotFound, null);
            return;
        }

        await Json.WriteAsync(http, StatusCodes.Status200OK, json => Paging.WritePage(
            json,
            rows,
            limit,
            (to, terminal) => Write(to, caller.App, installation, terminal),
            terminal => new Position(terminal.CreatedAt.ToUnixTimeMilliseconds(), Ids.Key(terminal.Id)),
            status));
    }

    private async Task FindAsync(HttpContext http, AppCaller caller)
    {
        var (installation, terminal) = await storage.ReadAsync(
            async s => (
                await FindInstallationAsync(s, http, caller),
                await terminals.FindAsync(s, http.RouteText("userId"), http.RouteText("deviceId"))),
            http.RequestAborted);
        if (installation is null || terminal is null)
        {
            await Faults.TellAsync(http, StatusCodes.Status404NotFound, null);
            return;
        }

        await Json.WriteAsync(http, StatusCodes.Status200OK, json => Write(json, caller.App, installation, terminal));
    }

    private Task<Installation?> FindInstallationAsync(ISession session, HttpContext http, AppCaller caller) =>
        installations.FindAsync(session, http.RouteText("userId"), caller.App.Id);

    private async Task<IReadOnlyList<Terminal>> ListAsync(
        ISession session, Installation installation, WordFilter filter, Position after, int limit)
    {
        var rest = await terminals.ListAsync(session, installation.OwnerId, null, new Page(after, int.MaxValue));
        return [.. rest.Where(terminal => filter.Allows(StatusOf(installation, terminal))).Take(limit)];
    }

    private static string StatusOf(Installation installation, Terminal terminal) => installation.IsOn(terminal.Id) ? OnIt : NotOnIt;

    private void Write(Utf8JsonWriter json, App app, Installation installation, Terminal terminal)
    {
        json.WriteStartObject();
        AppInstallations.WriteMembers(
            json, times, app.Id, installation.OwnerId, installation.CreatedAt > terminal.CreatedAt ? installation.CreatedAt : terminal.CreatedAt);
        json.WriteString("device_id", terminal.Id);
        json.WriteString("version_id", AppVersion.IdOf(app.Id, installation.Version));
        json.WriteString("status", StatusOf(installation, terminal));
        json.WriteEndObject();
    }
}
