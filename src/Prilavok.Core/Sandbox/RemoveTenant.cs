using Prilavok.Core.Log;
using Prilavok.Core.Owners;

namespace Prilavok.Core.Sandbox;

/// <summary>Removes a sandbox tenant with everything of it.</summary>
public sealed class RemoveTenant(IStorage storage, IOwners owners, OwnerCaches caches, OwnerSignal signal, TimeProvider clock)
{
    /// <returns>False when there is no such tenant.</returns>
    public async Task<bool> HandleAsync(string ownerId, CancellationToken ct)
    {
        if (await storage.ReadAsync(s => owners.FindAsync(s, ownerId), ct) is not { IsSandbox: true })
        {
            return false;
        }

        return await storage.WriteAsync(
            ownerId,
            async work =>
            {
                await owners.RemoveAsync(work);
                work.AfterCommit(() =>
                {
                    caches.Forget(ownerId);
                    caches.Forget(""); // The publishers of its apps, who belong to no owner.
                    signal.Ring(ownerId); // Whoever waits for news of it need not.
                });
                return true;
            },
            ct);
    }

    /// <summary>Removes those whose time is over.</summary>
    public async Task RemoveExpiredAsync(CancellationToken ct)
    {
        foreach (var ownerId in await storage.ReadAsync(s => owners.ExpiredAsync(s, clock.GetUtcNow()), ct))
        {
            await HandleAsync(ownerId, ct);
        }
    }
}
