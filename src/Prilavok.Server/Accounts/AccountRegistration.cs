using System.Net.Mail;
using Microsoft.Extensions.Options;
using Prilavok.Core.Accounts;
using Prilavok.Core.Owners;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;

namespace Prilavok.Server.Accounts;

internal sealed class AccountRegistration(
    OpenAccount open, PasswordRules rules, IPasswordTurns turns, Askers askers, IOptions<AccountOptions> options, LocalCallers callers,
    Listening listening)
    : IEndpoints
{
    public const string Taken = "There is an account with this login already.";

    public void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/manage/v1/register", RegisterAsync).WithName("manage.register").WithMetadata(new ForStrangers());

    private async Task RegisterAsync(HttpContext http)
    {
        if (await WhyClosedAsync(http) is { } why)
        {
            await Problem.WriteAsync(http, StatusCodes.Status403Forbidden, why);
            return;
        }

        ForeignPages.RefuseOtherBody(http);
        using var body = await OwnBody.ReadAsync(http);
        var isPublisher = KindOf(body) == "publisher";
        var login = LoginOf(body);
        var password = rules.Read(body, "password");
        if (await body.IsFaultyAsync(http))
        {
            return;
        }

        var asker = askers.Of(http);
        using var turn = await turns.TakeAsync(asker.Network, http.RequestAborted);
        if (turn is null)
        {
            await CredentialsBody.RefuseBusyAsync(http);
            return;
        }

        var opened = await (isPublisher
            ? open.ForPublisherAsync(login, password, asker.Agent, http.RequestAborted)
            : open.ForOwnerAsync(login, password, asker.Agent, http.RequestAborted));
        if (opened is null)
        {
            await Problem.WriteAsync(http, StatusCodes.Status409Conflict, Taken);
            return;
        }

        await Json.WriteAsync(http, StatusCodes.Status201Created, json =>
        {
            json.WriteStartObject();
            json.WriteString("id", opened.Id);
            json.WriteString("token", opened.Token);
            json.WriteEndObject();
        });
    }

    public static string LoginOf(OwnBody body)
    {
        var login = body.Text("login");
        return login.Length == 0 || Logins.IsPhone(login) || IsMail(login.Trim())
            ? login
            : body.Wrong("login", "must be a phone number such as +7 900 123-45-67 or an e-mail address", "");
    }

    private async ValueTask<string?> WhyClosedAsync(HttpContext http)
    {
        switch (options.Value.Registration)
        {
            case RegistrationMode.Open:
                return ForeignPages.SignOf(http.Request) is { } sign ? $"No account is opened: {sign}." : null;
            case RegistrationMode.Auto when await listening.HasSandboxAsync(http.RequestAborted):
                return callers.WhyNot(http) is { } why ? $"Only callers on this machine open accounts by registration: {why}." : null;
            default:
                return "Accounts are not opened here by registration.";
        }
    }

    private static bool IsMail(string text) =>
        !Logins.IsOfSandbox(text)
        && MailAddress.TryCreate(text, out var mail) && mail.Address == text && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c));

    private static string KindOf(OwnBody body) =>
        body.Text("kind") is var kind && kind is "owner" or "publisher" or "" ? kind : body.Wrong("kind", "must be owner or publisher", "");
}
