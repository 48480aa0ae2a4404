using Prilavok.Core.Access;
using Prilavok.Core.Billing;
using Prilavok.Core.Installations;
using Prilavok.Core.Log;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;

namespace Prilavok.Server.OwnerAccount;

/// <summary>What an owner does with the subscription of an app.</summary>
internal sealed class OwnerSubscriptions(SteerSubscription steer, TickTerminals tick, InstallationAnswers answers, Guard guard) : IEndpoints
{
    private const string Root = "/manage/v1/owners/{ownerId}/apps/{appId}/installation";

    public void Map(IEndpointRouteBuilder app)
    {
        app = app.InArea("app");
        app.MapPatch(Root, guard.Owner(ChangeAsync)).WithName("manage.installation.change");
        app.MapPost(Root + "/payment", guard.Owner(PayAsync)).WithName("manage.installation.pay");
    }

    private async Task ChangeAsync(HttpContext http, Grant.OfOwner owner)
    {
        using var body = await OwnBody.ReadAsync(http);
        var choice = TermsReader.Read(body);
        var terminals = TermsReader.Devices(body);
        if (await body.IsFaultyAsync(http))
        {
            return;
        }

        if (body.Has("devices", out _) && !await TickAsync(http, owner, terminals))
        {
            return;
        }

        await AnswerAsync(http, owner, TermsReader.HasTerms(body)
            ? await steer.ChangeTermsAsync(owner.OwnerId, Source.Owner(owner.Login), http.RouteText("appId"), choice, http.RequestAborted)
            : new SteerOutcome.Done());
    }

    /// <returns>False when it was answered that this cannot be.</returns>
    private async Task<bool> TickAsync(HttpContext http, Grant.OfOwner owner, IReadOnlyList<string>? terminals)
    {
        switch (await tick.HandleAsync(owner.OwnerId, http.RouteText("appId"), terminals, http.RequestAborted))
        {
            case TickOutcome.Done:
                return true;
            case TickOutcome.Unknown unknown:
                await Problem.WriteAsync(
                    http, StatusCodes.Status400BadRequest, "The body is not valid.",
                    [.. unknown.Ids.Select(id => ("devices", $"there is no device {id}"))]);
                return false;
            default:
                await Problem.NotFoundAsync(http, "installation");
                return false;
        }
    }

    private async Task PayAsync(HttpContext http, Grant.OfOwner owner) => await AnswerAsync(
        http, owner, await steer.PayAsync(owner.OwnerId, Source.Owner(owner.Login), http.RouteText("appId"), http.RequestAborted));

    private Task AnswerAsync(HttpContext http, Grant.OfOwner owner, SteerOutcome outcome) => outcome switch
    {
        SteerOutcome.Done => answers.WriteAsync(http, StatusCodes.Status200OK, owner, http.RouteText("appId")),
        SteerOutcome.Declined => Problem.WriteAsync(http, StatusCodes.Status402PaymentRequired, "The payment was declined; nothing has changed."),
        SteerOutcome.Refused refused => Problem.WriteAsync(http, StatusCodes.Status409Conflict, refused.Reason),
        SteerOutcome.Wrong wrong => Problem.WriteAsync(
            http, StatusCodes.Status400BadRequest, "The body is not valid.", [(wrong.Fault.Subject, wrong.Fault.Reason)]),
        _ => Problem.NotFoundAsync(http, "installation"),
    };
}
