namespace Prilavok.Core.Apps;

public interface IApps
{
    Task<App?> FindAsync(ISession session, string appId);

    /// <summary>As <see cref="FindAsync"/>; nobody else changes or removes the app until this work is over.</summary>
    Task<App?> HoldAsync(IWork work, string appId);

    Task SaveAsync(IWork work, App app);

    /// <summary>Owners who have the app.</summary>
    Task<IReadOnlyList<string>> OwnersAsync(ISession session, string appId);

    /// <summary>The publisher's apps, in the order they were made.</summary>
    Task<IReadOnlyList<App>> OfPublisherAsync(ISession session, string publisherId);

    /// <summary>What the owner may install: apps for everybody and those of the owner's own sandbox, in the order they were made.</summary>
    Task<IReadOnlyList<App>> OfferedAsync(ISession session, string ownerId);
}

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
