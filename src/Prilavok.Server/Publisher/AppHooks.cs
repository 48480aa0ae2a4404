using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Publishing;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;

namespace Prilavok.Server.Publisher;

/// <summary>Webhook subscriptions of an app's version. They are kept and shown; how they were delivered was never published.</summary>
internal sealed class AppHooks(IStorage storage, IHooks hooks, EditHooks edit, FindVersions versions, AppGate gate, PublisherTimes times) : IEndpoints
{
    private const string All = PublishedApps.Version + "/hooks";
    private const string One = All + "/{hookId}";

    public void Map(IEndpointRouteBuilder app)
    {
        app = app.InArea("hook");
        Map(HttpMethod.Get, All, "hooks.list", ListAsync);
        Map(HttpMethod.Get, One, "hooks.find", FindAsync);
        Map(HttpMethod.Post, All, "hooks.create", CreateAsync);
        Map(HttpMethod.Post, One, "hooks.replace", (http, caller) => ChangeAsync(http, caller, isWhole: true));
        Map(HttpMethod.Patch, One, "hooks.change", (http, caller) => ChangeAsync(http, caller, isWhole: false));
        Map(HttpMethod.Delete, One, "hooks.remove", RemoveAsync);

        void Map(HttpMethod method, string pattern, string name, Func<HttpContext, AppCaller, Task> handler) =>
            gate.Map(app, method, pattern, name, null, async (http, caller) =>
            {
                if (await versions.FindAsync(caller.App.Id, http.RouteText("versionId"), http.RequestAborted) is { } version)
                {
                    await handler(http, caller with { App = version });
                }
                else
                {
                    await Faults.TellAsync(http, StatusCodes.Status404NotFound, null);
                }
            });
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
        var rows = await storage.ReadAsync(
            s => hooks.ListAsync(s, caller.App.Id, AppVersion.IdOf(caller.App), new Page(after, limit + 1)), http.RequestAborted);
        await Json.WriteAsync(http, StatusCodes.Status200OK, json => Paging.WritePage(
            json,
            rows,
            limit,
            (to, hook) => HookWriter.Write(to, hook, times),
            hook => new Position(hook.CreatedAt.ToUnixTimeMilliseconds(), Ids.Key(hook.Id))));
    }

    private async Task FindAsync(HttpContext http, AppCaller caller) => await AnswerAsync(
        http,
        await storage.ReadAsync(
            s => hooks.FindAsync(s, caller.App.Id, AppVersion.IdOf(caller.App), http.RouteText("hookId")), http.RequestAborted));

    private async Task CreateAsync(HttpContext http, AppCaller caller)
    {
        using var body = await Json.ReadAsync(http);
        var violations = new List<ViolationV2>();
        var settings = HookReader.Read(body.RootElement, null, violations);
        if (violations.Count > 0)
        {
            await ErrorsV2.WriteValidationAsync(http, violations);
            return;
        }

        await AnswerAsync(http, await edit.CreateAsync(caller.App, AppVersion.IdOf(caller.App), settings, http.RequestAborted));
    }

    /// <param name="isWhole">What the body does not name goes back to its default; otherwise it stays.</param>
    private async Task ChangeAsync(HttpContext http, AppCaller caller, bool isWhole)
    {
        using var body = await Json.ReadAsync(http);
        var root = body.RootElement;
        var violations = new List<ViolationV2>();
        HookReader.Read(root, isWhole ? null : HookReader.Anything, violations);
        if (violations.Count > 0)
        {
            await ErrorsV2.WriteValidationAsync(http, violations);
            return;
        }

        await AnswerAsync(http, await edit.ChangeAsync(
            caller.App,
            AppVersion.IdOf(caller.App),
            http.RouteText("hookId"),
            former => HookReader.Read(root, isWhole ? null : former, []),
            http.RequestAborted));
    }

    private async Task RemoveAsync(HttpContext http, AppCaller caller)
    {
        if (await edit.RemoveAsync(caller.App, AppVersion.IdOf(caller.App), http.RouteText("hookId"), http.RequestAborted))
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else
        {
            await Faults.TellAsync(http, StatusCodes.Status404NotFound, null);
        }
    }

    private Task AnswerAsync(HttpContext http, Hook? hook) => hook is null
        ? Faults.TellAsync(http, StatusCodes.Status404NotFound, null)
        : Json.WriteAsync(http, StatusCodes.Status200OK, json => HookWriter.Write(json, hook, times));
}
