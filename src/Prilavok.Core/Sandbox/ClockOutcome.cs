namespace Prilavok.Core.Sandbox;

/// <summary>Something that became due while the clock was turned.</summary>
public sealed record ClockStep(DateTimeOffset At, string What);

public abstract record ClockTarget
{
    private ClockTarget()
    {
    }

    public sealed record By(CalendarSpan Step) : ClockTarget
    {
        public By(TimeSpan step)
            : this(new CalendarSpan(0, step))
        {
        }
    }

    public sealed record To(DateTimeOffset At) : ClockTarget;

    /// <summary>To the next thing that is due; nowhere when nothing is.</summary>
    public sealed record Next : ClockTarget;
}

public abstract record ClockOutcome
{
    private ClockOutcome()
    {
    }

    public sealed record Turned(DateTimeOffset Now, IReadOnlyList<ClockStep> Ran) : ClockOutcome;

    /// <summary>A clock is never turned back: what happened stays before what will happen.</summary>
    public sealed record Backwards(DateTimeOffset Now) : ClockOutcome;

    /// <summary>More than one turn may do, or beyond what a clock here shows.</summary>
    public sealed record TooFar(DateTimeOffset Now) : ClockOutcome;
}
