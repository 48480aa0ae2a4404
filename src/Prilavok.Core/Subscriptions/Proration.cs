namespace Prilavok.Core.Subscriptions;

/// <summary>What a change of terms costs in the middle of a period.</summary>
public static class Proration
{
    /// <summary>
    /// The rest of the period at the new price, less what the rest was paid for at the old one. Days are whole, and the day
    /// of the change is charged at the new price.
    /// </summary>
    /// <param name="oldPrice">Kopecks for the whole period, as paid.</param>
    /// <param name="newPrice">Kopecks for a whole period like this one.</param>
    /// <returns>Kopecks to charge; 0 when nothing is owed, for nothing is given back either.</returns>
    public static long Difference(DateTimeOffset periodStart, DateTimeOffset periodEnd, DateTimeOffset now, long oldPrice, long newPrice)
    {
        var (days, left) = DaysOf(periodStart, periodEnd, now);
        return Positive(((decimal)newPrice * left / days) - ((decimal)oldPrice * left / days));
    }

    /// <summary>A whole new period, less what is left of the old one: for terms whose period has another length.</summary>
    /// <returns>Kopecks to charge; 0 when nothing is owed.</returns>
    public static long NewPeriod(DateTimeOffset periodStart, DateTimeOffset periodEnd, DateTimeOffset now, long oldPrice, long newPrice)
    {
        var (days, left) = DaysOf(periodStart, periodEnd, now);
        return Positive(newPrice - ((decimal)oldPrice * left / days));
    }

    private static (int Days, int Left) DaysOf(DateTimeOffset start, DateTimeOffset end, DateTimeOffset now)
    {
        var days = Math.Max(1, DaysBetween(start, end));
        var used = Math.Clamp(DaysBetween(start, now), 0, days);
        return (days, days - used);
    }

    private static int DaysBetween(DateTimeOffset from, DateTimeOffset to) => (to.UtcDateTime.Date - from.UtcDateTime.Date).Days;

    private static long Positive(decimal kopecks) => Math.Max(0, (long)Math.Round(kopecks, MidpointRounding.AwayFromZero));
}
