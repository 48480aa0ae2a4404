using Microsoft.Extensions.Options;
using Prilavok.Core.Accounts;
using Prilavok.Server.Hosting;

namespace Prilavok.Server.Accounts;

/// <summary>At each start the administrator named admin gets the configured password.</summary>
internal sealed class FirstAdministrator(AdministerAccounts administer, IOptions<ServerOptions> options) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => options.Value.AdminPassword is { Length: > 0 } password
        ? administer.KeepFirstAsync(password, cancellationToken)
        : Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
