namespace Prilavok.Core.Delivery;

/// <summary>The signal of replays.</summary>
public sealed class ReplaySignal : WorkSignal;
