namespace Prilavok.Contracts.Sandbox;

/// <summary>Where a tenant's clock is to be turned: one of the three.</summary>
/// <param name="Advance">By this much on the calendar, as P1Y, P1M, P1W, P14D, PT2H or several together; at most ten years.</param>
/// <param name="To">To this moment.</param>
/// <param name="ToNext">To when the next thing is due.</param>
public sealed record ClockTurn([MayBeNull] string? Advance = null, [MayBeNull] string? To = null, bool? ToNext = null);

/// <summary>What the clock shows now, and what became due on the way.</summary>
public sealed record ClockTurned(DateTimeOffset Now, IReadOnlyList<ClockStep> Ran);

/// <summary>Something that became due.</summary>
public sealed record ClockStep(DateTimeOffset At, string What);
