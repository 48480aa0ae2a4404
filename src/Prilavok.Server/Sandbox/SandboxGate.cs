using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Accounts;
using Prilavok.Server.Accounts;
using Prilavok.Server.Hosting;

namespace Prilavok.Server.Sandbox;

/// <summary>
/// Who may use sandbox powers, where there are any: callers on this machine, and whoever is the administrator or holds the key. The key is the
/// administrator's password too, so wrong ones are counted as wrong passwords are.
/// </summary>
internal sealed class SandboxGate(
    IStorage storage, ISignInFailures failures, RecogniseToken recognise, IOptions<ServerOptions> options, AccountRules rules, TimeProvider clock,
    LocalCallers callers, Listening listening, Costs costs)
{
    private static readonly string FailureKey = CheckCredentials.FailureKey(AccountKind.Administrator, AdministerAccounts.FirstLogin);

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

        var now = clock.GetUtcNow();
        if (Guard.TokenOf(http.Request) is { } key && options.Value.AdminPassword is { Length: > 0 } right)
        {
            if (await storage.ReadAsync(s => failures.LockedUntilAsync(s, FailureKey, now, rules), http.RequestAborted) is { } until)
            {
                await CredentialsBody.RefuseAsync(http, new CredentialsOutcome.Locked(until), now);
                return;
            }

            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(right)))
            {
                await handler(http);
                return;
            }

            await storage.WriteAsync(work => failures.CountAsync(work, FailureKey, now, rules), http.RequestAborted);
        }

        await Problem.WriteAsync(http, StatusCodes.Status401Unauthorized, $"From elsewhere, the sandbox needs the administrator's key: {why}.");
    }

    private async ValueTask<bool> IsAdministratorAsync(HttpContext http) =>
        Guard.TokenOf(http.Request) is { } token && await recognise.HandleAsync(token, http.RequestAborted) is Grant.OfAdministrator;
}
