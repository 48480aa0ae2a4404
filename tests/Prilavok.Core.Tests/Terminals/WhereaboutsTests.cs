using Prilavok.Core.Terminals;
using Xunit;

namespace Prilavok.Core.Tests.Terminals;

public sealed class WhereaboutsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly Whereabouts Stood = new([new("A", Noon.AddHours(-1)), new("b", Noon.AddMilliseconds(500)), new("A", Noon.AddHours(1))]);

    [Theory]
    [InlineData(-86_400_000, "A")]
    [InlineData(-1000, "A")]
    [InlineData(1, "A")]
    [InlineData(499, "A")]
    [InlineData(500, "b")]
    [InlineData(3_599_999, "b")]
    [InlineData(3_600_000, "A")]
    public void It_stood_where_it_came_last(int milliseconds, string expected) => Assert.Equal(expected, Stood.StoreAt(Noon.AddMilliseconds(milliseconds)));

    [Fact]
    public void What_was_closed_in_the_second_of_a_move_was_closed_after_it() => Assert.Equal("b", Stood.StoreAt(Noon));

    [Theory]
    [InlineData("a", "A")]
    [InlineData("B", "b")]
    [InlineData("c", null)]
    public void A_store_is_found_as_it_is_shown(string asked, string? expected) => Assert.Equal(expected, Stood.Find(asked));

    [Fact]
    public void One_that_never_moved_stood_there_always()
    {
        Assert.Equal("A", Whereabouts.Only("A").StoreAt(DateTimeOffset.MinValue));
        Assert.Equal("A", Whereabouts.Only("A").StoreAt(DateTimeOffset.MaxValue));
    }

    /// <summary>A clock that was set back: what the log says last holds.</summary>
    [Fact]
    public void The_order_of_the_moves_counts_more_than_their_times()
    {
        var stood = new Whereabouts([new("a", Noon), new("b", Noon.AddMinutes(2)), new("c", Noon.AddMinutes(1))]);

        Assert.Equal("c", stood.StoreAt(Noon.AddMinutes(3)));
    }
}
