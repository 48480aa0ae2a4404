using Microsoft.Extensions.Options;
using Prilavok.Core.Accounts;
using Prilavok.Server.Http;

namespace Prilavok.Server.Accounts;

/// <summary>At each start the administrator named admin gets the configured password.</summary>
internal sealed class FirstAdministrator(AdministerAccounts administer, IOptions<ServerOptions> options) : IHostedService
{
    /// <summary>Answers 409 when the account's password is the configured one, which nobody changes here.</summary>
    public static async Task<bool> IsFixedAsync(HttpContext http, Account? account, ServerOptions options)
    {
        var isFixed = account is { Person.Kind: AccountKind.Administrator, Login: AdministerAccounts.FirstLogin }
            && options.AdminPassword is { Length: > 0 };
        if (isFixed)
        {
            await Problem.WriteAsync(http, StatusCodes.Status409Conflict, "This password is the option Prilavok:AdminPassword.");
        }

        return isFixed;
    }

    public Task StartAsync(CancellationToken cancellationToken) => options.Value.AdminPassword is { Length: > 0 } password
        ? administer.KeepFirstAsync(password, cancellationToken)
        : Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
