namespace Prilavok.Core.Delivery;

/// <summary>The signal of lanes.</summary>
public sealed class LaneSignal : WorkSignal;
