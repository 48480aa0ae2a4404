namespace Prilavok.Core.Delivery;

/// <summary>Durable lanes. At-least-once: a lease that runs out hands the lane to the next claimer.</summary>
public interface ILaneStore
{
    /// <summary>Opens the lanes of an installation that are missing and removes those its app no longer has.</summary>
    Task SyncAsync(IOwnerWork work, string appId, IReadOnlyCollection<Channel> channels);

    /// <summary>Leases up to <paramref name="limit"/> due lanes, the longest due first.</summary>
    Task<IReadOnlyList<ClaimedLane>> ClaimAsync(IWork work, DateTimeOffset now, TimeSpan lease, int limit);

    /// <summary>Fixes the batch about to be sent, so that a repeat after a crash is the same batch. False when the lease was lost.</summary>
    Task<bool> FixBatchAsync(IWork work, ClaimedLane lane, long batchEnd);

    /// <summary>
    /// Records the verdict. When nothing is left to read the lane goes idle; otherwise an advanced lane stays leased until
    /// <paramref name="leaseUntil"/>.
    /// </summary>
    /// <returns>The lane to go on with, or null: it is idle, it rests, or the lease was lost and nothing was changed.</returns>
    Task<ClaimedLane?> SettleAsync(IOwnerWork work, ClaimedLane lane, Verdict verdict, Attempt? attempt, DateTimeOffset leaseUntil);

    /// <summary>The lane stays ours until <paramref name="leaseUntil"/>. False when the lease was lost.</summary>
    Task<bool> RenewAsync(IWork work, ClaimedLane lane, DateTimeOffset leaseUntil);

    /// <summary>How many lanes there are about what was parked beside this one.</summary>
    Task<long> ParkedAsync(ISession session, LaneKey lane);

    Task SteerAsync(IOwnerWork work, LaneKey lane, LaneOrder order);

    Task<LaneState?> FindAsync(ISession session, LaneKey lane);

    /// <summary>Gives a lane back unchanged, due at once.</summary>
    Task ReleaseAsync(IWork work, ClaimedLane lane, DateTimeOffset now);

    /// <summary>When the next lane becomes due, in real time; null when none is waiting.</summary>
    Task<DateTimeOffset?> NextDueAsync(ISession session);

    /// <summary>The owner's lanes that rest until the same, earliest time (real); null when none rests.</summary>
    Task<(DateTimeOffset DueAt, IReadOnlyList<LaneKey> Lanes)?> NextRetryAsync(ISession session, string ownerId);

    /// <summary>The owner's lanes that are leased, or due by <paramref name="now"/>.</summary>
    Task<IReadOnlyList<LaneKey>> OpenAsync(ISession session, string ownerId, DateTimeOffset now);

    /// <summary>What waits on the owner's clock comes nearer by <paramref name="step"/>.</summary>
    Task ShiftAsync(IOwnerWork work, TimeSpan step);

    Task<IReadOnlyList<LaneState>> ListAsync(ISession session, LaneQuery query, int limit);

    /// <summary>How far behind the lanes are that have something to send and are not paused, by channel.</summary>
    /// <param name="now">Real time.</param>
    /// <param name="most">No more lanes than this are looked at, those due first.</param>
    Task<IReadOnlyList<LaneLag>> LagAsync(ISession session, DateTimeOffset now, int most);
}
