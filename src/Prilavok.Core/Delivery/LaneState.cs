namespace Prilavok.Core.Delivery;

/// <summary>A lane as its publisher sees it.</summary>
/// <param name="DueAt">Real time of the next attempt, or the end of the lease; null when idle.</param>
/// <param name="Head">The owner's last event.</param>
/// <param name="Paused">Nothing is sent and nothing is due until it is resumed; the cursor stays.</param>
public sealed record LaneState(
    LaneKey Key, long Cursor, long Head, DateTimeOffset? DueAt, bool Leased, bool Paused, int Failures, string? LastError);

/// <summary>How far behind the busy lanes of a channel are, of all owners and apps together.</summary>
/// <param name="Busy">Lanes that follow the log and have something to send, now or later.</param>
/// <param name="Parked">Lanes about a parked event; they count in nothing else.</param>
/// <param name="Behind">Events of the logs that the busy lanes have yet to look at.</param>
/// <param name="Oldest">Age of the oldest event that they have yet to tell.</param>
public sealed record LaneLag(Channel Channel, long Busy, long Parked, long Behind, TimeSpan Oldest);
