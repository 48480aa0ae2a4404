namespace Prilavok.Core.Owners;

/// <summary>What the owners of a sandbox take up.</summary>
/// <param name="Events">In all their logs.</param>
public sealed record SandboxUse(long Tenants, long Events);

public interface IOwners
{
    /// <summary>The next free owner id.</summary>
    Task<string> NextIdAsync(IWork work);

    /// <returns>False when the login is taken; nothing was added then.</returns>
    Task<bool> AddAsync(IWork work, Owner owner);

    Task<Owner?> FindAsync(ISession session, string ownerId);

    Task<Owner?> FindByLoginAsync(ISession session, string login);

    Task<IReadOnlyList<string>> ExpiredAsync(ISession session, DateTimeOffset now);

    Task<SandboxUse> SandboxUseAsync(ISession session);

    /// <summary>Moves the owner's clock on by whole milliseconds.</summary>
    Task TurnClockAsync(IOwnerWork work, TimeSpan step);

    /// <summary>Removes everything of the owner.</summary>
    Task RemoveAsync(IOwnerWork work);
}
