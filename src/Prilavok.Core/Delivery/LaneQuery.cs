namespace Prilavok.Core.Delivery;

/// <summary>Which lanes of an app, in the order of owner, channel and what is parked. What is null does not matter.</summary>
public sealed record LaneQuery(string AppId)
{
    public string? OwnerId { get; init; }

    public Channel? Channel { get; init; }

    /// <summary>Only those that have something to send, now or later.</summary>
    public bool IsQueued { get; init; }

    /// <summary>Only those that have yet to tell the event of this number; goes with <see cref="OwnerId"/>.</summary>
    public long? Event { get; init; }

    /// <summary>Only those behind this one.</summary>
    public LaneKey? After { get; init; }
}
