using Prilavok.Core.Subscriptions;
using Xunit;

namespace Prilavok.Core.Tests.Subscriptions;

/// <summary>What a change of terms costs in the middle of a period. Prices in kopecks.</summary>
public sealed class ProrationTests
{
    private static readonly DateTimeOffset April1 = new(2017, 4, 1, 10, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset May1 = April1.AddMonths(1);

    [Fact]
    public void The_documented_example_costs_48_roubles() =>
        Assert.Equal(48_00, Proration.Difference(April1, May1, new DateTimeOffset(2017, 4, 15, 23, 59, 0, TimeSpan.Zero), 90_00, 180_00));

    [Theory]
    [InlineData(1, 90_00)] // On the first day the whole difference,
    [InlineData(16, 45_00)] // after half of the month half of it,
    [InlineData(30, 3_00)] // on the last day that day's.
    public void The_day_of_the_change_is_charged_at_the_new_price(int day, long difference) =>
        Assert.Equal(difference, Proration.Difference(April1, May1, new DateTimeOffset(2017, 4, day, 0, 0, 0, TimeSpan.Zero), 90_00, 180_00));

    [Fact]
    public void What_becomes_cheaper_costs_nothing_and_gives_nothing_back() =>
        Assert.Equal(0, Proration.Difference(April1, May1, April1.AddDays(14), 180_00, 90_00));

    [Fact]
    public void Kopecks_are_rounded_once_at_the_end() =>
        Assert.Equal(6_67, Proration.Difference(April1, May1, April1.AddDays(10), 100_00, 110_00));

    [Fact]
    public void Another_length_of_period_begins_anew_less_what_is_left_of_the_old_one() =>
        Assert.Equal(900_00 - 48_00, Proration.NewPeriod(April1, May1, April1.AddDays(14), 90_00, 900_00));

    [Fact]
    public void A_time_beyond_the_period_uses_it_up() => Assert.Equal(0, Proration.Difference(April1, May1, May1.AddDays(3), 90_00, 180_00));
}
