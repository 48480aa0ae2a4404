namespace Prilavok.Core.Delivery;

/// <summary>What a publisher wants sent once more.</summary>
/// <param name="Since">Events that happened at or after, on their owners' clocks.</param>
/// <param name="Until">Events that happened before; null is up to now.</param>
/// <param name="Channels">Only these; empty is all.</param>
/// <param name="OwnerId">Only of this owner; null is all.</param>
/// <param name="OnlyFailed">Only what has not arrived: what waits, what is parked, what was given up.</param>
/// <param name="Url">Where to; null is where the app has it.</param>
/// <param name="Rate">Events a second.</param>
public sealed record ReplayOrder(
    DateTimeOffset Since, DateTimeOffset? Until, IReadOnlyList<Channel> Channels, string? OwnerId, bool OnlyFailed, string? Url, int Rate);

/// <summary>The numbers are stored.</summary>
public enum ReplayState
{
    Running = 1,
    Done = 2,
    Stopped = 3,
}

/// <param name="Events">Events to be sent; null until they are counted, which comes before the first is sent.</param>
/// <param name="CreatedAt">Real time.</param>
public sealed record Replay(string AppId, string Id, ReplayOrder Order, ReplayState State, long? Events, DateTimeOffset CreatedAt)
{
    /// <summary>Events that have arrived.</summary>
    public long Sent { get; init; }

    /// <summary>Events that were given up after a few attempts.</summary>
    public long Failed { get; init; }

    public string? LastError { get; init; }

    /// <summary>Of a claimed one, which claim it is: what comes of it counts only as long as it is the last.</summary>
    public long Generation { get; init; }
}
