namespace Prilavok.Core.Installations;

public interface IInstallations
{
    Task<Installation?> FindAsync(ISession session, string ownerId, string appId);

    /// <summary>What the owner has, in the order in which it was installed.</summary>
    Task<IReadOnlyList<Installation>> OfOwnerAsync(ISession session, string ownerId);

    /// <summary>Everybody who has the app, in the order of the owners' ids.</summary>
    /// <param name="afterOwnerId">Those after this one; empty starts the list.</param>
    Task<IReadOnlyList<(string OwnerId, DateTimeOffset CreatedAt)>> ListAsync(ISession session, string appId, string afterOwnerId, int limit);

    Task SaveAsync(IOwnerWork work, Installation installation);

    Task RemoveAsync(IOwnerWork work, string appId);
}
