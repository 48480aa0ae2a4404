using System.Globalization;
using Xunit;

namespace Prilavok.Core.Tests;

public sealed class CalendarSpanTests
{
    [Theory]
    [InlineData("2026-01-31", 1, 0, "2026-02-28")]
    [InlineData("2024-01-31", 1, 0, "2024-02-29")]
    [InlineData("2024-02-29", 12, 0, "2025-02-28")]
    [InlineData("2026-01-31", 1, 1, "2026-03-01")]
    [InlineData("2026-03-31", 0, 7, "2026-04-07")]
    [InlineData("9999-11-30", 1, 0, "9999-12-30")]
    [InlineData("9999-12-01", 0, 30, "9999-12-31")]
    public void Months_come_first_and_end_with_the_month(string start, int months, int days, string end) =>
        Assert.Equal(At(end), new CalendarSpan(months, TimeSpan.FromDays(days)).From(At(start)));

    [Theory]
    [InlineData("9999-12-01", 1, 0)]
    [InlineData("9999-12-01", 0, 31)]
    [InlineData("9996-01-01", 0, 3660)]
    [InlineData("2026-01-01", int.MaxValue, 0)]
    [InlineData("2026-01-01", 0, 10_000_000)]
    public void Beyond_the_calendar_there_is_no_end(string start, int months, int days) =>
        Assert.Null(new CalendarSpan(months, TimeSpan.FromDays(days)).From(At(start)));

    private static DateTimeOffset At(string day) => DateTimeOffset.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
