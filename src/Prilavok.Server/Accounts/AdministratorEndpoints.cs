using System.Text.Json;
using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Accounts;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;

namespace Prilavok.Server.Accounts;

/// <summary>Everybody's accounts, for who runs the server.</summary>
internal sealed class AdministratorEndpoints(
    IStorage storage, IAccounts accounts, AdministerAccounts administer, OpenAccount open, ResetPassword reset, PasswordRules rules,
    IPasswordTurns turns, Askers askers, Guard guard,
    IOptions<ServerOptions> options)
    : IEndpoints
{
    private const string Root = "/manage/v1/accounts";
    private const int PageSize = 100;

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Root, guard.Administrator(ListAsync)).WithName("manage.accounts.list");
        app.MapPost(Root, guard.Administrator(OpenAsync)).WithName("manage.accounts.create");
        app.MapPost(Root + "/{accountId}/unlock", guard.Administrator(UnlockAsync)).WithName("manage.accounts.unlock");
        app.MapPost(Root + "/{accountId}/password-reset", guard.Administrator(ResetAsync)).WithName("manage.accounts.passwordReset");
        app.MapDelete(Root + "/{accountId}/second-factor", guard.Administrator(TurnOffAsync)).WithName("manage.accounts.secondFactor.off");
        app.MapDelete(Root + "/{accountId}", guard.Administrator(RemoveAsync)).WithName("manage.accounts.remove");
    }

    private async Task ListAsync(HttpContext http, Grant.OfAdministrator administrator)
    {
        var query = http.Request.Query;
        var kind = CredentialsBody.KindOf(query["kind"].ToString());
        if (kind is null && query["kind"].ToString().Length > 0)
        {
            await Problem.WriteAsync(
                http, StatusCodes.Status400BadRequest, "The query is not valid.", [("kind", CredentialsBody.KindsAllowed)]);
            return;
        }

        var login = query["login"].ToString() is { Length: > 0 } given ? given : null;
        var page = await storage.ReadAsync(
            async s =>
            {
                var found = await accounts.ListAsync(s, kind, login, query["cursor"].ToString(), PageSize + 1);
                var items = new List<(Account Account, DateTimeOffset? LockedUntil)>();
                foreach (var account in found)
                {
                    items.Add((account, await administer.LockedUntilAsync(s, account)));
                }

                return items;
            },
            http.RequestAborted);
        await Json.WriteAsync(http, StatusCodes.Status200OK, json => Write(json, page));
    }

    private async Task OpenAsync(HttpContext http, Grant.OfAdministrator administrator)
    {
        using var body = await OwnBody.ReadAsync(http);
        var kind = body.Has("kind", out _) ? body.Kind(AccountKind.Owner) : body.Wrong("kind", "must not be null", AccountKind.Owner);
        var login = kind == AccountKind.Administrator ? NameOf(body) : AccountRegistration.LoginOf(body);
        var password = rules.Read(body, "password");
        if (await body.IsFaultyAsync(http))
        {
            return;
        }

        using var turn = await turns.TakeAsync(askers.Of(http).Network, http.RequestAborted);
        if (turn is null)
        {
            await CredentialsBody.RefuseBusyAsync(http);
            return;
        }

        var id = kind switch
        {
            AccountKind.Owner => (await open.ForOwnerAsync(login, password, agent: null, http.RequestAborted))?.Id,
            AccountKind.Publisher => (await open.ForPublisherAsync(login, password, agent: null, http.RequestAborted))?.Id,
            _ => await administer.AddAdministratorAsync(login, password, http.RequestAborted),
        };
        if (id is null)
        {
            await Problem.WriteAsync(http, StatusCodes.Status409Conflict, AccountRegistration.Taken);
            return;
        }

        await Json.WriteAsync(http, StatusCodes.Status201Created, json =>
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteEndObject();
        });
    }

    private static string NameOf(OwnBody body) =>
        body.Text("login") is var name && name.Length > 0 && (string.IsNullOrWhiteSpace(name) || name.Any(char.IsControl))
            ? body.Wrong("login", "must be a name, a phone number or an e-mail address", "")
            : name;

    private async Task UnlockAsync(HttpContext http, Grant.OfAdministrator administrator) =>
        await DoneAsync(http, await administer.UnlockAsync(http.RouteText("accountId"), http.RequestAborted));

    private async Task ResetAsync(HttpContext http, Grant.OfAdministrator administrator)
    {
        var account = await storage.ReadAsync(s => accounts.FindByIdAsync(s, http.RouteText("accountId")), http.RequestAborted);
        if (await FirstAdministrator.IsFixedAsync(http, account, options.Value))
        {
            return;
        }

        await administer.UnlockAsync(http.RouteText("accountId"), http.RequestAborted);
        if (account is null || await reset.BeginAsync(account.Person, http.RequestAborted) is not { } made)
        {
            await Problem.NotFoundAsync(http, "account");
            return;
        }

        await Json.WriteAsync(http, StatusCodes.Status201Created, json =>
        {
            json.WriteStartObject();
            json.WriteString("code", made.Code);
            json.WriteString("expiresAt", made.ExpiresAt.UtcDateTime);
            json.WriteEndObject();
        });
    }

    private async Task TurnOffAsync(HttpContext http, Grant.OfAdministrator administrator) =>
        await DoneAsync(http, await administer.TurnOffSecondFactorAsync(http.RouteText("accountId"), http.RequestAborted));

    /// <summary>Owners and publishers have things that would be left; only administrators are removed.</summary>
    private async Task RemoveAsync(HttpContext http, Grant.OfAdministrator administrator)
    {
        var id = http.RouteText("accountId");
        if (id == administrator.AccountId)
        {
            await Problem.WriteAsync(http, StatusCodes.Status409Conflict, "This is the account you are in with.");
            return;
        }

        await DoneAsync(http, await administer.RemoveAdministratorAsync(id, http.RequestAborted), "administrator");
    }

    private static Task DoneAsync(HttpContext http, bool isDone, string what = "account")
    {
        if (!isDone)
        {
            return Problem.NotFoundAsync(http, what);
        }

        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static void Write(Utf8JsonWriter json, List<(Account Account, DateTimeOffset? LockedUntil)> page)
    {
        json.WriteStartObject();
        json.WriteStartArray("items");
        foreach (var (account, lockedUntil) in page.Take(PageSize))
        {
            json.WriteStartObject();
            json.WriteString("id", account.Id);
            json.WriteString("kind", CredentialsBody.WordOf(account.Person.Kind));
            json.WriteString("subjectId", account.Person.SubjectId);
            json.WriteString("login", account.Login);
            json.WriteString("createdAt", account.CreatedAt.UtcDateTime);
            json.WriteBoolean("secondFactor", account.SecondFactor is not null);
            if (lockedUntil is { } until)
            {
                json.WriteString("lockedUntil", until.UtcDateTime);
            }
            else
            {
                json.WriteNull("lockedUntil");
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (page.Count > PageSize)
        {
            json.WriteString("cursor", page[PageSize - 1].Account.Id);
        }

        json.WriteEndObject();
    }
}
