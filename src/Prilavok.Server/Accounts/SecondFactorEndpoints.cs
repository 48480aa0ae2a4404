using Microsoft.Extensions.Options;
using OtpNet;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Accounts;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;

namespace Prilavok.Server.Accounts;

/// <summary>A person's second factor. Turning it on and off needs the password again: a session that was left open is not enough.</summary>
internal sealed class SecondFactorEndpoints(
    IStorage storage, IAccounts accounts, SecondFactors factors, CheckCredentials check, Askers askers, Guard guard, IOptions<AccountOptions> options,
    TimeProvider clock) : IEndpoints
{
    private const string Root = "/manage/v1/second-factor";

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Root, guard.Person(ShowAsync)).WithName("manage.secondFactor.find");
        app.MapPost(Root, guard.Person(BeginAsync)).WithName("manage.secondFactor.begin");
        app.MapPut(Root, guard.Person(ConfirmAsync)).WithName("manage.secondFactor.confirm");
        app.MapPost(Root + "/off", guard.Person(TurnOffAsync)).WithName("manage.secondFactor.off");
    }

    private async Task ShowAsync(HttpContext http, Grant.OfPerson person)
    {
        var factor = (await storage.ReadAsync(s => accounts.FindAsync(s, person.Person), http.RequestAborted))?.SecondFactor;
        await Json.WriteAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("on", factor is not null);
            json.WriteNumber("recoveryCodesLeft", factor?.RecoveryHashes.Count ?? 0);
            json.WriteEndObject();
        });
    }

    private async Task BeginAsync(HttpContext http, Grant.OfPerson person)
    {
        using var body = await OwnBody.ReadAsync(http);
        var password = body.Password();
        if (await body.IsFaultyAsync(http) || await ProveAsync(http, person, password, null) is not { } account)
        {
            return;
        }

        if (await factors.BeginAsync(person.Person, http.RequestAborted) is not { } secret)
        {
            await Problem.WriteAsync(http, StatusCodes.Status409Conflict, "There is a second factor already.");
            return;
        }

        var uri = new OtpUri(OtpType.Totp, secret, account.Login, options.Value.Issuer).ToString();
        await Json.WriteAsync(http, StatusCodes.Status201Created, json =>
        {
            json.WriteStartObject();
            json.WriteString("secret", secret);
            json.WriteString("uri", uri);
            json.WriteEndObject();
        });
    }

    private async Task ConfirmAsync(HttpContext http, Grant.OfPerson person)
    {
        using var body = await OwnBody.ReadAsync(http);
        var code = body.Text("code", longest: 20);
        if (await body.IsFaultyAsync(http))
        {
            return;
        }

        if (await factors.ConfirmAsync(person.Person, code, http.RequestAborted) is not { } recovery)
        {
            await Problem.WriteAsync(http, StatusCodes.Status409Conflict, "The code is wrong, or no second factor was begun.");
            return;
        }

        await Json.WriteAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("recoveryCodes");
            foreach (var one in recovery)
            {
                json.WriteStringValue(one);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private async Task TurnOffAsync(HttpContext http, Grant.OfPerson person)
    {
        using var body = await OwnBody.ReadAsync(http);
        var (password, code) = (body.Password(), body.MaybeText("code", longest: 20));
        if (await body.IsFaultyAsync(http) || await ProveAsync(http, person, password, code) is null)
        {
            return;
        }

        await factors.TurnOffAsync(person.Person, http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <returns>The account; null when the caller could not prove to be its person, and was told so.</returns>
    private async Task<Account?> ProveAsync(HttpContext http, Grant.OfPerson person, string password, string? code)
    {
        var account = await storage.ReadAsync(s => accounts.FindAsync(s, person.Person), http.RequestAborted);
        var outcome = account is null
            ? new CredentialsOutcome.Wrong()
            : await check.HandleAsync(new Credentials(person.Person.Kind, account.Login, password, code), askers.Of(http), http.RequestAborted);
        if (outcome is CredentialsOutcome.Right right)
        {
            return right.Account;
        }

        await CredentialsBody.RefuseAsync(http, outcome, clock.GetUtcNow(), StatusCodes.Status403Forbidden);
        return null;
    }
}
