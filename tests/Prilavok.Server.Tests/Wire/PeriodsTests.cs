using Prilavok.Core;
using Prilavok.Server.Wire;
using Xunit;

namespace Prilavok.Server.Tests.Wire;

public sealed class PeriodsTests
{
    [Theory]
    [InlineData("P1Y", 12, "0")]
    [InlineData("P1M", 1, "0")]
    [InlineData("P1W", 0, "7")]
    [InlineData("P14D", 0, "14")]
    [InlineData("PT1M", 0, "00:01:00")]
    [InlineData("P0D", 0, "0")]
    [InlineData("P1Y2M3W4DT5H6M7.5S", 14, "25.05:06:07.5")]
    [InlineData("P1MT1M", 1, "00:01:00")]
    [InlineData("PT0,25S", 0, "00:00:00.25")]
    [InlineData("PT36H", 0, "1.12:00:00")]
    public void A_duration_is_months_and_what_follows_them(string text, int months, string time)
    {
        Assert.True(Periods.TryParse(text, out var period));
        Assert.Equal(new CalendarSpan(months, TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture)), period);
    }

    [Theory]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1")]
    [InlineData("1D")]
    [InlineData("P1DT")]
    [InlineData("-P1D")]
    [InlineData("P-1D")]
    [InlineData("PT-5M")]
    [InlineData("P1D1M")]
    [InlineData("P1H")]
    [InlineData("PT1D")]
    [InlineData("P1.5D")]
    [InlineData("P1D ")]
    [InlineData("P١D")]
    [InlineData("P999999999W")]
    [InlineData("P999999999Y")]
    [InlineData("P9999999999D")]
    [InlineData("PT1S\n")]
    [InlineData("a week")]
    public void What_is_no_duration_is_none(string text) => Assert.False(Periods.TryParse(text, out _));

    [Theory]
    [InlineData(0, 14, "P14D")]
    [InlineData(0, 0, "P0D")]
    [InlineData(1, 0, "P1M")]
    [InlineData(12, 3, "P12M3D")]
    public void Months_and_days_are_written_as_they_are_read(int months, int days, string text)
    {
        Assert.Equal(text, Periods.Write(months, days));
        Assert.True(Periods.TryParse(text, out var period));
        Assert.Equal(new CalendarSpan(months, TimeSpan.FromDays(days)), period);
    }
}
