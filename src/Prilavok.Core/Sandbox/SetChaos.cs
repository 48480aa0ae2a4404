using Prilavok.Core.Owners;

namespace Prilavok.Core.Sandbox;

/// <summary>Lets things go wrong in a sandbox, or stop going wrong.</summary>
public sealed class SetChaos(IStorage storage, IOwners owners, IChaos chaos, OwnerCaches caches)
{
    /// <returns>False when there is no such tenant.</returns>
    public async Task<bool> HandleAsync(string ownerId, Chaos? wanted, CancellationToken ct)
    {
        if (await storage.ReadAsync(s => owners.FindAsync(s, ownerId), ct) is not { IsSandbox: true })
        {
            return false;
        }

        return await storage.WriteAsync(
            ownerId,
            async work =>
            {
                await chaos.SaveAsync(work, wanted);
                work.AfterCommit(() => caches.Forget(ownerId));
                return true;
            },
            ct);
    }
}
