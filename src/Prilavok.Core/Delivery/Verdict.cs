namespace Prilavok.Core.Delivery;

/// <summary>How the lane goes on after an attempt.</summary>
public abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>The lane is done with the events up to <paramref name="Cursor"/>, one way or the other.</summary>
    public abstract record Onward(long Cursor) : Verdict;

    /// <summary>Delivered (or nothing of these concerns the lane): the cursor moves to <paramref name="Cursor"/>.</summary>
    public sealed record Advance(long Cursor) : Onward(Cursor);

    /// <summary>Not delivered: try the same again after <paramref name="Pause"/> on the owner's clock.</summary>
    /// <param name="IsRefusal">The receiver is there, and does not take what was sent.</param>
    public sealed record Retry(TimeSpan Pause, bool IsRefusal = false) : Verdict
    {
        /// <summary>Why, where it came to no attempt.</summary>
        public string? Error { get; init; }
    }

    /// <summary>Refused as it was: the same again at once, but no further than <paramref name="End"/>, to find out what is refused.</summary>
    public sealed record Split(long End) : Verdict;

    /// <summary>
    /// The one event is refused whenever it comes: it gets a lane of its own, due after <paramref name="Pause"/> on the owner's
    /// clock, and this lane goes on behind <paramref name="Cursor"/>.
    /// </summary>
    public sealed record Park(long Seq, long Cursor, TimeSpan Pause) : Onward(Cursor)
    {
        /// <summary>The first of several that go together; null of one.</summary>
        public long? First { get; init; }
    }

    /// <summary>Not delivered, and no use to try again: the lane is paused until somebody resumes it.</summary>
    public sealed record Stop : Verdict;

    /// <summary>Not delivered and out of time: the events up to <paramref name="Cursor"/> go to the dead letters.</summary>
    public sealed record GiveUp(long Cursor) : Onward(Cursor);
}

/// <summary>When an undelivered event is tried again.</summary>
/// <param name="Pause">From one attempt to the next. Default one minute.</param>
/// <param name="Spread">The pause varies by so much either way, so that lanes do not march in step.</param>
/// <param name="GiveUpAfter">An event this old is not tried any more. Default three days.</param>
public sealed record RetrySchedule(TimeSpan Pause, TimeSpan Spread, TimeSpan GiveUpAfter)
{
    public static RetrySchedule Default { get; } = new(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(5), TimeSpan.FromDays(3));

    /// <param name="deliveryId">Decides the spread, so the same history gives the same times.</param>
    /// <param name="number">The attempt just made, 1-based.</param>
    public TimeSpan PauseAfter(Guid deliveryId, int number)
    {
        var part = (uint)HashCode(deliveryId, number) / (double)uint.MaxValue;
        return Pause + TimeSpan.FromTicks((long)(Spread.Ticks * ((2 * part) - 1)));
    }

    public bool IsOver(DateTimeOffset eventAt, DateTimeOffset now) => now - eventAt >= GiveUpAfter;

    private static int HashCode(Guid id, int number)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        var hash = BitConverter.ToInt32(bytes[12..]) ^ (number * unchecked((int)0x9E3779B1));
        hash ^= hash >>> 15;
        return hash * unchecked((int)0x85EBCA6B);
    }
}
