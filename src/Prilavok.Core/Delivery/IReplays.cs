namespace Prilavok.Core.Delivery;

/// <summary>How far a replay has come in one lane.</summary>
/// <param name="Cursor">The last event dealt with.</param>
/// <param name="End">The last event there was when the replay was made.</param>
/// <param name="Delivered">Up to here everything had been dealt with by then, one way or the other.</param>
/// <param name="Exceptions">Of those, the events that had not arrived: parked or given up.</param>
public sealed record ReplayLane(LaneKey Key, long Cursor, long End, long Delivered, IReadOnlyList<SeqRange> Exceptions)
{
    /// <summary>Nothing up to this one can be meant.</summary>
    public long StartOf(ReplayOrder order) =>
        !order.OnlyFailed ? Cursor
        : Math.Max(Cursor, Exceptions.Select(range => range.First - 1).Append(Delivered).Min());

    public bool HasFailed(long seq) => seq > Delivered || Exceptions.Any(range => seq >= range.First && seq <= range.Last);
}

public readonly record struct SeqRange(long First, long Last);

public interface IReplays
{
    /// <summary>The lanes an order may be about, from their beginning; without those that are seen at once to hold nothing of it.</summary>
    Task<IReadOnlyList<ReplayLane>> PlanAsync(ISession session, string appId, ReplayOrder order);

    Task AddAsync(IWork work, Replay replay, IReadOnlyList<ReplayLane> lanes, DateTimeOffset now);

    Task<Replay?> FindAsync(ISession session, string appId, string replayId);

    /// <summary>The newest first.</summary>
    Task<IReadOnlyList<Replay>> ListAsync(ISession session, string appId, int limit);

    /// <summary>Ids of running replays that have something of the owner to send.</summary>
    Task<IReadOnlyList<string>> OpenAsync(ISession session, string ownerId);

    /// <returns>False when there is none, or it is over.</returns>
    Task<bool> StopAsync(IWork work, string appId, string replayId);

    /// <summary>Leases a running replay that nobody works on; null when there is none.</summary>
    Task<Replay?> ClaimAsync(IWork work, DateTimeOffset now, TimeSpan lease);

    /// <summary>When the next wants to be worked on, in real time; null when none does.</summary>
    Task<DateTimeOffset?> NextDueAsync(ISession session);

    Task<IReadOnlyList<ReplayLane>> LanesAsync(ISession session, Replay replay);

    /// <summary>Drops lanes that were found to have nothing to send, and keeps the lease until <paramref name="leaseUntil"/>.</summary>
    /// <param name="events">The events to be sent; null as long as they are not all counted.</param>
    /// <returns>False when it was stopped meanwhile, or claimed by another; then nothing was kept.</returns>
    Task<bool> CountAsync(IWork work, Replay replay, long? events, IReadOnlyList<LaneKey> empty, DateTimeOffset leaseUntil);

    /// <summary>Keeps how far it has come, and the lease until <paramref name="leaseUntil"/>.</summary>
    /// <returns>False when it was stopped meanwhile, or claimed by another; then nothing was kept.</returns>
    Task<bool> AdvanceAsync(IWork work, Replay replay, LaneKey lane, long cursor, int sent, int failed, string? error, DateTimeOffset leaseUntil);

    /// <summary>Does nothing when another has claimed it meanwhile.</summary>
    /// <param name="fault">Why some of it was not even tried, which counts as failed; null when all was.</param>
    Task FinishAsync(IWork work, Replay replay, string? fault = null);
}
