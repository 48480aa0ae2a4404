using Microsoft.Extensions.Options;
using Prilavok.Core.Access;
using Prilavok.Core.Accounts;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;

namespace Prilavok.Server.Sandbox;

/// <summary>
/// Who may use sandbox powers, where there are any: callers on this machine, and whoever is the administrator or holds the key. The key is the
/// administrator's password too, so wrong ones are counted as wrong passwords are, before they are compared; and where the administrator
/// has a second factor, the key alone is not enough.
/// </summary>
internal sealed class SandboxGate(
    CheckCredentials check, RecogniseToken recognise, Askers askers, IOptions<ServerOptions> options, TimeProvider clock, LocalCallers callers,
    Listening listening, Costs costs)
{
    public RequestDelegate Open(RequestDelegate handler)
    {
        var counted = costs.Counted(handler);
        return http => AdmitAsync(http, admitted =>
        {
            ForeignPages.RefuseOtherBody(admitted);
            return counted(admitted);
        });
    }

    private async Task AdmitAsync(HttpContext http, RequestDelegate handler)
    {
        if (!await listening.HasSandboxAsync(http.RequestAborted))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var why = callers.WhyNot(http);
        if (why is null || await IsAdministratorAsync(http))
        {
            await handler(http);
            return;
        }

        if (Guard.TokenOf(http.Request) is { } key && options.Value.AdminPassword is { Length: > 0 })
        {
            var given = new Credentials(AccountKind.Administrator, AdministerAccounts.FirstLogin, key, null) { IsKey = askers.IsKey(key) };
            switch (await check.HandleAsync(given, askers.Of(http), http.RequestAborted))
            {
                case CredentialsOutcome.Right:
                    await handler(http);
                    return;
                case CredentialsOutcome.Locked locked:
                    await CredentialsBody.RefuseAsync(http, locked, clock.GetUtcNow());
                    return;
                case CredentialsOutcome.CodeMissing:
                    await Problem.WriteAsync(
                        http, StatusCodes.Status401Unauthorized,
                        "The administrator has a second factor: log in, and bring the token in place of the key.");
                    return;
            }
        }

        await Problem.WriteAsync(http, StatusCodes.Status401Unauthorized, $"From elsewhere, the sandbox needs the administrator's key: {why}.");
    }

    private async ValueTask<bool> IsAdministratorAsync(HttpContext http) =>
        Guard.TokenOf(http.Request) is { } token && await recognise.HandleAsync(token, http.RequestAborted) is Grant.OfAdministrator;
}
