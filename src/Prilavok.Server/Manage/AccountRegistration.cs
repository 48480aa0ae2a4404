using System.Net.Mail;
using Microsoft.Extensions.Options;
using Prilavok.Core.Owners;
using Prilavok.Server.Hosting;

namespace Prilavok.Server.Manage;

internal sealed class AccountRegistration(
    OpenAccount open, PasswordRules rules, IOptions<AccountOptions> options, IOptions<ServerOptions> server) : IEndpoints
{
    private const int LongestPassword = 200;

    private readonly bool _isOpen = options.Value.Registration switch
    {
        Registration.Auto => BindValidator.IsOnlyLoopback(server.Value),
        var said => said == Registration.Open,
    };

    public void Map(IEndpointRouteBuilder app) => app.MapPost("/manage/v1/register", RegisterAsync).WithName("manage.register");

    private async Task RegisterAsync(HttpContext http)
    {
        if (!_isOpen)
        {
            await Problem.WriteAsync(http, StatusCodes.Status403Forbidden, "Accounts are not opened here by registration.");
            return;
        }

        using var body = await OwnBody.ReadAsync(http);
        var isPublisher = KindOf(body) == "publisher";
        var login = body.Text("login");
        if (login.Length > 0 && !Logins.IsPhone(login) && !IsMail(login.Trim()))
        {
            body.Wrong("login", "must be a phone number such as +7 900 123-45-67 or an e-mail address", "");
        }

        var password = body.Text("password", longest: LongestPassword);
        if (password.Length > 0)
        {
            body.Violations.AddRange(rules.Broken(password).Select(reason => ("password", reason)));
        }

        if (await body.IsFaultyAsync(http))
        {
            return;
        }

        var opened = await (isPublisher
            ? open.ForPublisherAsync(login, password, http.RequestAborted)
            : open.ForOwnerAsync(login, password, http.RequestAborted));
        if (opened is null)
        {
            await Problem.WriteAsync(http, StatusCodes.Status409Conflict, "There is an account with this login already.");
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

    private static bool IsMail(string text) =>
        MailAddress.TryCreate(text, out var mail) && mail.Address == text && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c));

    private static string KindOf(OwnBody body) =>
        body.Text("kind") is var kind && kind is "owner" or "publisher" or "" ? kind : body.Wrong("kind", "must be owner or publisher", "");
}
