using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Publishing;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;

namespace Prilavok.Server.Apps;

/// <summary>Who sees an app before it is published.</summary>
internal sealed class PublisherTesters(IStorage storage, ITesters testers, EditTesters edit, OwnAppGate gate) : IEndpoints
{
    private const string Root = OwnAppGate.Root + "/testers";

    public void Map(IEndpointRouteBuilder app)
    {
        app = app.InArea("app");
        app.MapGet(Root, gate.Open(ListAsync)).WithName("manage.testers.list");
        app.MapPut(Root, gate.Open(ReplaceAsync)).WithName("manage.testers.replace");
    }

    private async Task ListAsync(HttpContext http, App app) =>
        await AnswerAsync(http, await storage.ReadAsync(s => testers.ListAsync(s, app.Id), http.RequestAborted));

    private async Task ReplaceAsync(HttpContext http, App app)
    {
        using var body = await OwnBody.ReadAsync(http);
        var logins =
            body.Has("items", out _) ? body.Texts("items", []) : body.Wrong<IReadOnlyList<string>>("items", "must be an array of logins", []);
        if (await body.IsFaultyAsync(http))
        {
            return;
        }

        switch (await edit.HandleAsync(app.PublisherId, app.Id, logins, http.RequestAborted))
        {
            case TestersOutcome.Done done:
                await AnswerAsync(http, done.Logins);
                break;
            case TestersOutcome.TooMany { Most: var most }:
                await RefuseAsync(http, [$"an app has at most {most} testers"]);
                break;
            case TestersOutcome.Outside { Logins: var outside }:
                await RefuseAsync(
                    http, outside.Select(login => $"only the owner of the sandbox can be a tester of its apps, and that is not {login}"));
                break;
            default:
                await Problem.NotFoundAsync(http, "app");
                break;
        }
    }

    private static Task RefuseAsync(HttpContext http, IEnumerable<string> reasons) => Problem.WriteAsync(
        http, StatusCodes.Status400BadRequest, "The body is not valid.", reasons.Select(reason => ("items", reason)));

    private static Task AnswerAsync(HttpContext http, IReadOnlyList<string> logins) =>
        OwnerLists.WriteItemsAsync(http, logins, (json, login) => json.WriteStringValue(login));
}
