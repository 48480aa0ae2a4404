using System.Text.Json;
using Prilavok.Core.Access;
using Prilavok.Core.Accounts;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;

namespace Prilavok.Server.Accounts;

/// <summary>Coming in and going out, of whoever has an account.</summary>
internal sealed class SessionEndpoints(
    LogIn logIn, Sessions sessions, KnownDevices devices, Askers askers, Guard guard, LocalCallers callers, TimeProvider clock) : IEndpoints
{
    private const string Root = "/manage/v1/login";

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost(Root, LogInAsync).WithName("manage.login").WithMetadata(new ForStrangers());
        app.MapGet(Root, guard.Person(WhoAsync)).WithName("manage.who");
        app.MapDelete(Root, guard.Person(LogOutAsync)).WithName("manage.logout");
    }

    private async Task LogInAsync(HttpContext http)
    {
        using var body = await OwnBody.ReadAsync(http);
        var given = new Credentials(
            body.Kind(AccountKind.Owner), body.Text("login"), body.Password(), body.MaybeText("code", longest: 20));
        var wantsCookie = body.Flag("cookie", false);
        if (await body.IsFaultyAsync(http) || (wantsCookie && await IsOfForeignPageAsync(http)))
        {
            return;
        }

        switch (await logIn.HandleAsync(askers.WithKey(http, given), askers.Of(http), http.RequestAborted))
        {
            case LogInOutcome.Opened opened:
                await AnswerAsync(http, opened, wantsCookie);
                break;
            case LogInOutcome.Refused refused:
                await CredentialsBody.RefuseAsync(http, refused.Why, clock.GetUtcNow());
                break;
        }
    }

    /// <summary>A page elsewhere could else log its visitor in, as somebody of its choice.</summary>
    private async Task<bool> IsOfForeignPageAsync(HttpContext http)
    {
        if (callers.WhyNoCookie(http) is { } why)
        {
            await Problem.WriteAsync(http, StatusCodes.Status403Forbidden, $"Only pages of this cloud log in with a cookie: {why}.");
            return true;
        }

        ForeignPages.RefuseOtherBody(http);
        return false;
    }

    private Task AnswerAsync(HttpContext http, LogInOutcome.Opened opened, bool wantsCookie)
    {
        if (wantsCookie)
        {
            SessionCookie.Set(http, opened.Token, opened.ExpiresAt);
            DeviceCookie.Set(http, devices.Mark(opened.Account.Person), clock.GetUtcNow());
        }

        return Json.WriteAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            WritePerson(json, opened.Account.Person);
            json.WriteString(wantsCookie ? "csrfToken" : "token", wantsCookie ? SessionCookie.CsrfOf(opened.Token) : opened.Token);
            json.WriteString("expiresAt", opened.ExpiresAt.UtcDateTime);
            json.WriteEndObject();
        });
    }

    private static Task WhoAsync(HttpContext http, Grant.OfPerson person) => Json.WriteAsync(http, StatusCodes.Status200OK, json =>
    {
        json.WriteStartObject();
        WritePerson(json, person.Person);
        if (SessionCookie.IsUsed(http.Request))
        {
            json.WriteString("csrfToken", SessionCookie.CsrfOf(SessionCookie.TokenOf(http.Request)!));
        }

        json.WriteEndObject();
    });

    private async Task LogOutAsync(HttpContext http, Grant.OfPerson person)
    {
        await sessions.EndAsync(person.Person, SessionCookie.TokenOf(http.Request)!, http.RequestAborted);
        if (SessionCookie.IsUsed(http.Request))
        {
            SessionCookie.Drop(http);
        }

        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static void WritePerson(Utf8JsonWriter json, Person person)
    {
        json.WriteString("kind", CredentialsBody.WordOf(person.Kind));
        json.WriteString(
            person.Kind switch { AccountKind.Owner => "ownerId", AccountKind.Publisher => "publisherId", _ => "accountId" }, person.SubjectId);
    }
}
