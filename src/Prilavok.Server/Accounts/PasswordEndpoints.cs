using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Accounts;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;

namespace Prilavok.Server.Accounts;

/// <summary>Another password, for those who know the present one and for those who do not.</summary>
internal sealed class PasswordEndpoints(
    IStorage storage, IAccounts accounts, ChangePassword change, ResetPassword reset, PasswordRules rules, Messages messages, Askers askers,
    Guard guard, IOptions<ServerOptions> server, TimeProvider clock) : IEndpoints
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPut("/manage/v1/password", guard.Person(ChangeAsync)).WithName("manage.password.change");
        app.MapPost("/manage/v1/password-reset", BeginAsync).WithName("manage.passwordReset.begin").WithMetadata(new ForStrangers());
        app.MapPut("/manage/v1/password-reset", CompleteAsync).WithName("manage.passwordReset.complete").WithMetadata(new ForStrangers());
    }

    private async Task ChangeAsync(HttpContext http, Grant.OfPerson person)
    {
        using var body = await OwnBody.ReadAsync(http);
        var (present, code, next) = (body.Password(), body.MaybeText("code", longest: 20), rules.Read(body, "newPassword"));
        var endsTokens = body.Flag("endTokens", false);
        if (await body.IsFaultyAsync(http))
        {
            return;
        }

        var account = await storage.ReadAsync(s => accounts.FindAsync(s, person.Person), http.RequestAborted);
        if (await FirstAdministrator.IsFixedAsync(http, account, server.Value))
        {
            return;
        }

        var outcome = await change.HandleAsync(
            person.Person, present, code, next, SessionCookie.TokenOf(http.Request), askers.Of(http), keepsTokens: !endsTokens, http.RequestAborted);
        await AnswerAsync(http, outcome, StatusCodes.Status403Forbidden);
    }

    /// <summary>Answers the same whether there is such an account or not.</summary>
    private async Task BeginAsync(HttpContext http)
    {
        using var body = await OwnBody.ReadAsync(http);
        var (kind, login) = (body.Kind(AccountKind.Owner), body.Text("login"));
        if (await body.IsFaultyAsync(http))
        {
            return;
        }

        if (!messages.CanSend)
        {
            await Problem.WriteAsync(
                http, StatusCodes.Status403Forbidden, "This server sends no messages. Its administrator can give out a code for a new password.");
            return;
        }

        messages.SendResetCode(kind, login, askers.Of(http));
        http.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private async Task CompleteAsync(HttpContext http)
    {
        using var body = await OwnBody.ReadAsync(http);
        var (kind, login, code) = (body.Kind(AccountKind.Owner), body.Text("login"), body.Text("code", longest: 20));
        var (next, keepsTokens) = (rules.Read(body, "newPassword"), body.Flag("keepTokens", false));
        if (await body.IsFaultyAsync(http))
        {
            return;
        }

        var outcome = await reset.CompleteAsync(kind, login, code, next, askers.Of(http), keepsTokens, http.RequestAborted);
        if (outcome is CredentialsOutcome.Wrong)
        {
            await Problem.WriteAsync(http, StatusCodes.Status403Forbidden, "The code is wrong, was used, or is over.");
            return;
        }

        await AnswerAsync(http, outcome, StatusCodes.Status403Forbidden);
    }

    private Task AnswerAsync(HttpContext http, CredentialsOutcome outcome, int wrong)
    {
        if (outcome is not CredentialsOutcome.Right)
        {
            return CredentialsBody.RefuseAsync(http, outcome, clock.GetUtcNow(), wrong);
        }

        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
