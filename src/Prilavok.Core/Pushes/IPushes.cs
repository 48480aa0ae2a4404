namespace Prilavok.Core.Pushes;

/// <summary>A terminal somebody wants to push to.</summary>
/// <param name="DeviceId">As it is shown.</param>
/// <param name="HasApp">The terminal's owner has the app.</param>
public sealed record Recipient(string OwnerId, string DeviceId, string? Imei, bool HasApp);

public interface IPushes
{
    /// <summary>The terminals that go by any of the names, ids or IMEIs, in the order of their owners' ids.</summary>
    /// <param name="ownerId">Only of this owner; null means of all.</param>
    Task<IReadOnlyList<Recipient>> RecipientsAsync(ISession session, string appId, IReadOnlyCollection<string> names, string? ownerId);

    /// <summary>Keeps a new push, accepted for each of its terminals.</summary>
    Task AddAsync(IOwnerWork work, Push push);

    /// <summary>The terminals of a push, in the order they were named; empty when the app has none of this id.</summary>
    /// <param name="ownerId">Only of this owner; null means of all.</param>
    Task<IReadOnlyList<PushDetail>> ListAsync(ISession session, string appId, string pushId, string? ownerId);

    Task<PushDetail?> FindAsync(ISession session, string ownerId, string pushId, string deviceId);

    /// <summary>Records how far it came.</summary>
    Task SaveAsync(IOwnerWork work, string pushId, PushDetail detail);
}
