using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Owners;
using Prilavok.Server.Http;

namespace Prilavok.Server.Sandbox;

/// <summary>Keeps worlds made for tests from filling the disk: they cost nobody anything but the server.</summary>
internal sealed class SandboxQuota(IStorage storage, IOwners owners, IOptions<SandboxOptions> options, TimeProvider clock)
{
    /// <summary>How long a count is good: making a tenant must not count all tenants each time.</summary>
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(1);

    private (SandboxUse Use, DateTimeOffset Until) _counted = (new SandboxUse(0, 0), DateTimeOffset.MinValue);

    /// <summary>Answers 409 where one more is one too many.</summary>
    /// <param name="isTenant">True for a tenant, false for something that happens in one.</param>
    public async Task<bool> RefusesAsync(HttpContext http, bool isTenant)
    {
        var use = await UseAsync(http.RequestAborted);
        if (isTenant && use.Tenants >= options.Value.Tenants)
        {
            await Problem.WriteAsync(
                http, StatusCodes.Status409Conflict,
                $"There are {use.Tenants} tenants, as many as there may be: remove some, or make them with a ttl.");
            return true;
        }

        if (use.Events >= options.Value.Events)
        {
            await Problem.WriteAsync(
                http, StatusCodes.Status409Conflict, $"The tenants hold {use.Events} events together, as many as there may be: remove some of them.");
            return true;
        }

        return false;
    }

    private async ValueTask<SandboxUse> UseAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (use, until) = _counted;
        if (until <= now || use.Tenants >= options.Value.Tenants || use.Events >= options.Value.Events) // Whoever made room may use it at once.
        {
            use = await storage.ReadAsync(owners.SandboxUseAsync, ct);
            _counted = (use, now + Age);
        }

        return use;
    }
}
