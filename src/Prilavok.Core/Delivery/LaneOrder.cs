namespace Prilavok.Core.Delivery;

public enum LaneOrder
{
    /// <summary>Nothing is sent until the lane is resumed; what happens meanwhile waits.</summary>
    Pause,

    /// <summary>Goes on where it was, at once.</summary>
    Resume,

    /// <summary>One attempt now, whatever the lane waits for. A paused lane stays paused.</summary>
    Probe,
}
