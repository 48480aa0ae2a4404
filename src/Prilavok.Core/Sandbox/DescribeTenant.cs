using Prilavok.Core.Accounts;
using Prilavok.Core.Apps;
using Prilavok.Core.Employees;
using Prilavok.Core.Installations;
using Prilavok.Core.Owners;
using Prilavok.Core.Stores;
using Prilavok.Core.Terminals;

namespace Prilavok.Core.Sandbox;

/// <param name="Token">The cloud token; null while the app is not installed.</param>
/// <param name="PublisherLogin">With the password, what the publisher gets access tokens for.</param>
public sealed record TenantApp(App App, string? Token, string? PublisherToken, string? PublisherLogin, string? PublisherPassword);

public sealed record Tenant(
    Owner Owner, string? Password, IReadOnlyList<TenantApp> Apps, IReadOnlyList<Store> Stores,
    IReadOnlyList<(Terminal Terminal, string? Token)> Terminals, IReadOnlyList<(Employee Employee, RoleKind Role)> Employees, DateTimeOffset Now);

/// <summary>Everything a test needs to know of its tenant, secrets included.</summary>
public sealed class DescribeTenant(
    IStorage storage, IOwners owners, IApps apps, IInstallations installations, IStores stores, ITerminals terminals, IEmployees employees,
    IRoles roles, IPublishers publishers, ISandboxSecrets secrets, TimeProvider clock)
{
    /// <returns>Null when there is no such tenant, or the owner is not of the sandbox.</returns>
    public Task<Tenant?> HandleAsync(string ownerId, CancellationToken ct) => storage.ReadAsync(
        async s =>
        {
            if (await owners.FindAsync(s, ownerId) is not { IsSandbox: true } owner)
            {
                return null;
            }

            var known = await secrets.ListAsync(s, ownerId);
            var described = new List<TenantApp>();
            foreach (var app in (await apps.OfferedAsync(s, ownerId)).Where(app => app.SandboxOwnerId == ownerId))
            {
                var installation = await installations.FindAsync(s, ownerId, app.Id);
                described.Add(new TenantApp(
                    app,
                    installation?.Token.TextOrNull,
                    known.GetValueOrDefault(AddSandboxApp.PublisherSecret(app.Id)),
                    (await publishers.FindAsync(s, app.PublisherId))?.Login,
                    known.GetValueOrDefault(AddSandboxApp.PublisherPassword(app.Id))));
            }

            var kinds = (await roles.ListAsync(s, ownerId)).ToDictionary(role => role.Id, role => role.Kind, StringComparer.OrdinalIgnoreCase);
            return new Tenant(
                owner,
                known.GetValueOrDefault(CreateTenant.PasswordName),
                described,
                await stores.ListAsync(s, ownerId, Page.Whole),
                [.. (await terminals.ListAsync(s, ownerId, null, Page.Whole)).Select(
                    terminal => (terminal, known.GetValueOrDefault(CreateTenant.TerminalSecret(terminal.Id))))],
                [.. (await employees.ListAsync(s, ownerId, Page.Whole)).Select(
                    employee => (employee, kinds.GetValueOrDefault(employee.RoleId, RoleKind.Manual)))],
                clock.GetUtcNow() + owner.ClockOffset);
        },
        ct);
}
