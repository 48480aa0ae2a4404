using System.Text.Json;
using Prilavok.Core.Apps;
using Prilavok.Core.Publishing;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;

namespace Prilavok.Server.Apps;

/// <summary>The versions of a publisher's app, and their way from a draft to the store and out of it.</summary>
internal sealed class PublisherVersions(EditVersions edit, SettingsChange change, FindVersions versions, AppRules rules, OwnAppGate gate) : IEndpoints
{
    private const string All = OwnAppGate.Root + "/versions";
    private const string One = All + "/{versionId}";
    private const int LongestRemarks = 2000;

    private static readonly (string Word, VersionMove Move)[] Moves =
    [
        ("test", VersionMove.Test),
        ("review", VersionMove.Review),
        ("withdraw", VersionMove.Withdraw),
        ("approve", VersionMove.Approve),
        ("publish", VersionMove.Publish),
        ("archive", VersionMove.Archive),
    ];

    public void Map(IEndpointRouteBuilder app)
    {
        app = app.InArea("app");
        app.MapGet(All, gate.Open(ListAsync)).WithName("manage.versions.list");
        app.MapPost(All, gate.Open(CreateAsync)).WithName("manage.versions.create");
        app.MapGet(One, gate.Open(FindAsync)).WithName("manage.versions.find");
        app.MapPatch(One, gate.Open(ChangeAsync)).WithName("manage.versions.change");
        app.MapPost(One + "/remarks", gate.Open(RemarkAsync)).WithName("manage.versions.remark");
        foreach (var (word, move) in Moves)
        {
            app.MapPost($"{One}/{word}", gate.Open((http, owned) => MoveAsync(http, owned, move, null))).WithName("manage.versions." + word);
        }
    }

    private async Task ListAsync(HttpContext http, App app) =>
        await OwnerLists.WriteItemsAsync(
            http, await versions.ListAsync(app.Id, http.RequestAborted), (json, version) => Write(json, version, OwnAppGate.ShowsSecrets(http)));

    private async Task FindAsync(HttpContext http, App app)
    {
        var version = await versions.FindAsync(app.Id, http.RouteText("versionId"), http.RequestAborted);
        await (version is null
            ? Problem.NotFoundAsync(http, "version")
            : Json.WriteAsync(http, StatusCodes.Status200OK, json => Write(json, version, OwnAppGate.ShowsSecrets(http))));
    }

    private async Task CreateAsync(HttpContext http, App app) => await VersionAnswers.WriteAsync(
        http, await edit.CreateAsync(app.PublisherId, app.Id, http.RequestAborted), StatusCodes.Status201Created, Write);

    private Task ChangeAsync(HttpContext http, App app) => change.HandleAsync(
        http,
        app,
        async wanted => await AnswerAsync(
            http, await edit.ChangeAsync(app.PublisherId, app.Id, http.RouteText("versionId"), wanted, http.RequestAborted)));

    private async Task RemarkAsync(HttpContext http, App app)
    {
        using var body = await OwnBody.ReadAsync(http);
        var text = body.Text("text", longest: LongestRemarks);
        if (!await body.IsFaultyAsync(http))
        {
            await MoveAsync(http, app, VersionMove.Remark, text);
        }
    }

    private async Task MoveAsync(HttpContext http, App app, VersionMove move, string? remarks) => await AnswerAsync(
        http, await edit.MoveAsync(app.PublisherId, app.Id, http.RouteText("versionId"), move, remarks, http.RequestAborted));

    private Task AnswerAsync(HttpContext http, VersionOutcome outcome) => VersionAnswers.WriteAsync(http, outcome, StatusCodes.Status200OK, Write);

    private void Write(Utf8JsonWriter json, App app, bool withSecrets) => VersionAnswers.WriteVersion(json, app, rules.ReviewDays, withSecrets);
}
