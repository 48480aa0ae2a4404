namespace Prilavok.Core.Delivery;

/// <summary>A durable cursor on an owner's log, read on behalf of one channel of one app.</summary>
/// <param name="Parked">
/// The event the lane is about, which its receiver refused while it took others, or the last of several that go together; 0 of the lane
/// that follows the log.
/// </param>
public readonly record struct LaneKey(string OwnerId, string AppId, Channel Channel, long Parked = 0);

/// <summary>A lane that is ours until its lease runs out.</summary>
/// <param name="Generation">Guards the verdict: whoever claims the lane next raises it.</param>
/// <param name="Cursor">The last event dealt with.</param>
/// <param name="BatchEnd">Last event of a batch that may have been sent already; the same batch is sent again. Null when none is under way.</param>
/// <param name="Failures">Failed attempts in a row at the event after the cursor.</param>
/// <param name="Refusals">Those of the last failures, in a row, that were refusals.</param>
/// <param name="IsPaused">It was claimed for one attempt only.</param>
/// <param name="ResumedAt">When it was last resumed, on the owner's clock; null when it never was.</param>
public sealed record ClaimedLane(
    LaneKey Key, long Generation, long Cursor, long? BatchEnd, int Failures, int Refusals = 0, bool IsPaused = false,
    DateTimeOffset? ResumedAt = null)
{
    /// <summary>End of the lease, in real time, as it was when the lane was claimed or settled last.</summary>
    public DateTimeOffset LeasedUntil { get; init; }

    /// <summary>
    /// False when an attempt that begins now may outlast the lease. Reading what to send can take long, and then others have the lane.
    /// </summary>
    public bool LastsFor(TimeSpan attempt, DateTimeOffset now) => now + attempt <= LeasedUntil;
}
