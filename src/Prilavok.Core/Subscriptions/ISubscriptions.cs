namespace Prilavok.Core.Subscriptions;

/// <summary>Subscriptions, and which of them time has come for. A claim that runs out hands the work to the next claimer.</summary>
public interface ISubscriptions
{
    Task<Subscription?> FindAsync(ISession session, string ownerId, string subscriptionId);

    /// <summary>The newest of one app.</summary>
    Task<Subscription?> LastAsync(ISession session, string ownerId, string appId);

    /// <summary>Those of one app, the newest first.</summary>
    Task<IReadOnlyList<Subscription>> ListAsync(ISession session, string ownerId, string appId);

    /// <param name="leaseUntil">Real time until which the caller goes on with it; null leaves it to whoever finds it due.</param>
    Task SaveAsync(IOwnerWork work, Subscription subscription, DateTimeOffset? leaseUntil);

    /// <summary>Leases up to <paramref name="limit"/> that are due, the longest due first.</summary>
    Task<IReadOnlyList<SubscriptionKey>> ClaimAsync(IWork work, DateTimeOffset now, TimeSpan lease, int limit);

    /// <summary>When the next becomes due, in real time; null when none will.</summary>
    Task<DateTimeOffset?> NextDueAsync(ISession session);

    /// <summary>The owner's that become due next, all at the same time (real); null when none will.</summary>
    Task<(DateTimeOffset DueAt, IReadOnlyList<SubscriptionKey> Keys)?> NextOfAsync(ISession session, string ownerId);

    /// <summary>The owner's that are leased, or due by <paramref name="now"/>.</summary>
    Task<IReadOnlyList<SubscriptionKey>> OpenAsync(ISession session, string ownerId, DateTimeOffset now);

    /// <summary>What waits on the owner's clock comes nearer by <paramref name="step"/>.</summary>
    Task ShiftAsync(IOwnerWork work, TimeSpan step);
}

public readonly record struct SubscriptionKey(string OwnerId, string SubscriptionId, string AppId);
