namespace Prilavok.Core;

/// <summary>A length of time as calendars count it: how long a month is depends on where it begins.</summary>
/// <param name="Months">Whole months; a year is twelve.</param>
/// <param name="Time">What is counted behind them; a week is seven days.</param>
public readonly record struct CalendarSpan(int Months, TimeSpan Time)
{
    /// <summary>Where it ends. A day that the last month does not have is that month's last day.</summary>
    /// <returns>Null beyond the calendar.</returns>
    public DateTimeOffset? From(DateTimeOffset start)
    {
        var monthsLeft = ((DateTimeOffset.MaxValue.Year - start.Year) * 12) + 12 - start.Month;
        if (Months > monthsLeft)
        {
            return null;
        }

        var end = start.AddMonths(Months);
        return Time <= DateTimeOffset.MaxValue - end ? end + Time : null;
    }
}
