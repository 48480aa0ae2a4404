using Prilavok.Core.Sandbox;
using Prilavok.Server.Workers;

namespace Prilavok.Server.Sandbox;

/// <summary>Removes sandbox tenants whose time is over.</summary>
internal sealed class TenantSweeper(RemoveTenant remove, TimeProvider clock, ILogger<TenantSweeper> logger)
    : Sweeper(TimeSpan.FromMinutes(1), clock, logger)
{
    protected override Task SweepAsync(CancellationToken ct) => remove.RemoveExpiredAsync(ct);
}
