using Prilavok.Server.Api.Documents;
using Prilavok.Server.Http;
using Prilavok.Server.Wire;
using Xunit;

namespace Prilavok.Server.Tests.Leniency;

/// <summary>Periods that people ask for: a month of their own calendar, 30 or 31 days, in whatever zone they live.</summary>
public sealed class PeriodTests
{
    private static readonly DateTime[] Months = [.. Enumerable.Range(0, 50).Select(month => new DateTime(2023, 11, 1).AddMonths(month))];

    public static TheoryData<int> Zones { get; } = [.. Enumerable.Range(-12 * 4, (26 * 4) + 1).Select(quarter => quarter * 15)];

    [Theory]
    [MemberData(nameof(Zones))]
    public void A_calendar_month_passes_in_any_zone(int minutes)
    {
        foreach (var month in Months)
        {
            var (first, next) = (At(month, minutes), At(month.AddMonths(1), minutes));

            AssertTaken(first, next, next);
            AssertTaken(first, next.AddMilliseconds(-1), next);
            AssertTaken(first.AddMilliseconds(-1), next, next);
            AssertTaken(first, next, next.AddMonths(5));
        }
    }

    [Theory]
    [MemberData(nameof(Zones))]
    public void As_many_days_as_the_longest_month_has_pass_from_any_day_to_the_end_of_the_last(int minutes)
    {
        for (var day = 0; day < 800; day++)
        {
            var start = At(new DateTime(2023, 12, 25).AddDays(day), minutes);
            foreach (var hour in new[] { 0, 5, 23 })
            {
                var from = start.AddHours(hour);
                AssertTaken(from, from.AddDays(30), from.AddDays(31));
                AssertTaken(from, from.AddDays(31), from.AddDays(31));
                AssertTaken(from, start.AddDays(31).AddMilliseconds(-1), from.AddDays(31));
                AssertTaken(from, start.AddDays(32).AddMilliseconds(-1), from.AddDays(31));
                AssertRefused("ltCloseDate", "31 days", from, start.AddDays(32), from.AddDays(40));
            }
        }
    }

    [Fact]
    public void A_month_passes_whose_ends_are_told_in_two_zones()
    {
        // The clock is put back by an hour in between.
        AssertTaken(At(new(2026, 10, 1), 120), At(new(2026, 11, 1), 60).AddMilliseconds(-1), At(new(2026, 11, 1), 60));
    }

    [Theory]
    [InlineData("2026-01-01T00:00:00.000+03:00")]
    [InlineData("2026-01-01T00:00:00.000 03:00")]
    [InlineData("2026-01-01T00:00:00.000 0300")]
    [InlineData("2026-01-01T00:00:00+03")]
    [InlineData("2026-01-01T00:00 03:00")]
    [InlineData("2026-01-01T00:00:00 03")]
    [InlineData("2025-12-31T21:00:00Z")]
    [InlineData("2025-12-31T21:00Z")]
    [InlineData("2025-12-31T16:00:00-05:00")]
    public void A_time_is_read_in_every_spelling(string text)
    {
        Assert.True(Instants.TryParse(text, out var at));
        Assert.Equal((new DateTime(2025, 12, 31, 21, 0, 0), TimeSpan.Zero), (at.DateTime, at.Offset));
    }

    [Fact]
    public void A_refusal_says_which_rule_it_is_of()
    {
        var now = At(new(2026, 3, 2), 0);

        AssertRefused("gtCloseDate", "6 months", now.AddMonths(-7), now.AddMonths(-6), now);
        AssertRefused("gtCloseDate", "after ltCloseDate", now.AddDays(-1), now.AddDays(-2), now);
        AssertRefused("ltCloseDate", "a month", now.AddDays(-60), now, now);
        Assert.Equal("must not be in the future", FaultOf(Written(now.AddDays(1)), "", now)!.Value.Reason);
        Assert.Equal(DocumentPeriodV1.NoTime, FaultOf("yesterday", "", now)!.Value.Reason);
        Assert.Equal(("ltCloseDate", DocumentPeriodV1.NoTime), (FaultOf("", "tomorrow", now)!.Value.Subject, FaultOf("", "tomorrow", now)!.Value.Reason));
        Assert.Equal("ltCloseDate", FaultOf("", "2024-01-01", now)!.Value.Subject);
    }

    private static DateTimeOffset At(DateTime local, int minutes) => new(local, TimeSpan.FromMinutes(minutes));

    private static string Written(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", System.Globalization.CultureInfo.InvariantCulture);

    private static FaultV1? FaultOf(string gt, string lt, DateTimeOffset now) =>
        DocumentPeriodV1.TryRead(gt, lt, now, out _, out var fault) ? null : fault;

    private static void AssertTaken(DateTimeOffset gt, DateTimeOffset lt, DateTimeOffset now)
    {
        Assert.True(DocumentPeriodV1.TryRead(Written(gt), Written(lt), now, out var period, out var fault), $"{gt:O} to {lt:O}, at {now:O}: {fault}");
        Assert.Equal((gt, lt), (period.After, period.Before));
    }

    private static void AssertRefused(string subject, string word, DateTimeOffset gt, DateTimeOffset lt, DateTimeOffset now)
    {
        var fault = FaultOf(Written(gt), Written(lt), now);
        Assert.True(fault is { Code: 2003 } known && known.Subject == subject && known.Reason.Contains(word, StringComparison.Ordinal), $"{gt:O} to {lt:O}, at {now:O}: {fault}");
    }
}
