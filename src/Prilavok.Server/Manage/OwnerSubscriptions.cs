using Prilavok.Core.Access;
using Prilavok.Core.Log;
using Prilavok.Core.Subscriptions;
using Prilavok.Server.Hosting;

namespace Prilavok.Server.Manage;

/// <summary>What an owner does with the subscription of an app.</summary>
internal sealed class OwnerSubscriptions(SteerSubscription steer, InstallationAnswers answers, Guard guard) : IEndpoints
{
    private const string Root = "/manage/v1/owners/{ownerId}/apps/{appId}/installation";

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPatch(Root, guard.Owner(ChangeAsync)).WithName("manage.installation.change");
        app.MapPost(Root + "/payment", guard.Owner(PayAsync)).WithName("manage.installation.pay");
    }

    private async Task ChangeAsync(HttpContext http, Grant.OfOwner owner)
    {
        using var body = await OwnBody.ReadAsync(http);
        var choice = TermsReader.Read(body);
        if (await body.IsFaultyAsync(http))
        {
            return;
        }

        await AnswerAsync(http, owner, await steer.ChangeTermsAsync(
            owner.OwnerId, Source.Owner(owner.Login), http.RouteText("appId"), choice, http.RequestAborted));
    }

    private async Task PayAsync(HttpContext http, Grant.OfOwner owner) => await AnswerAsync(
        http, owner, await steer.PayAsync(owner.OwnerId, Source.Owner(owner.Login), http.RouteText("appId"), http.RequestAborted));

    private Task AnswerAsync(HttpContext http, Grant.OfOwner owner, SteerOutcome outcome) => outcome switch
    {
        SteerOutcome.Done => answers.WriteAsync(http, StatusCodes.Status200OK, owner.OwnerId, http.RouteText("appId")),
        SteerOutcome.Declined => Problem.WriteAsync(http, StatusCodes.Status402PaymentRequired, "The payment was declined; nothing has changed."),
        SteerOutcome.Refused refused => Problem.WriteAsync(http, StatusCodes.Status409Conflict, refused.Reason),
        SteerOutcome.Wrong wrong => Problem.WriteAsync(
            http, StatusCodes.Status400BadRequest, "The body is not valid.", [(wrong.Fault.Subject, wrong.Fault.Reason)]),
        _ => Problem.NotFoundAsync(http, "installation"),
    };
}
