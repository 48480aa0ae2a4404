using System.Text;
using CsCheck;
using Prilavok.Server.Wire;
using Xunit;

namespace Prilavok.Server.Tests.Wire;

public sealed class DecimalsTests
{
    [Theory]
    [InlineData("12.5", 2, 1250)]
    [InlineData("-0.834", 3, -834)]
    [InlineData("1e2", 2, 10_000)]
    [InlineData("2.345", 2, 235)]
    [InlineData("37.617300", 6, 37_617_300)]
    [InlineData("9999999999999.99", 2, 999_999_999_999_999)]
    public void A_number_is_read_in_units_of_its_scale(string text, int scale, long expected)
    {
        Assert.True(Decimals.TryRead(Encoding.ASCII.GetBytes(text), scale, 999_999_999_999_999, out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("1.2.3", 5)]
    [InlineData("1..2", 5)]
    [InlineData("", 5)]
    [InlineData("-", 5)]
    [InlineData("999999999999999", 5)]
    [InlineData("184467440737096", 6)]
    [InlineData("1e400", 2)]
    [InlineData("NaN", 2)]
    public void What_is_no_number_or_out_of_bounds_is_not_read(string text, int scale) =>
        Assert.False(Decimals.TryRead(Encoding.ASCII.GetBytes(text), scale, 999_999_999_999_999, out _));

    [Fact]
    public void Whatever_can_be_written_is_read_back() => Gen.Select(Gen.Long[-999_999_999_999_999, 999_999_999_999_999], Gen.Int[0, 6]).Sample((value, scale) =>
        Decimals.TryRead(Encoding.ASCII.GetBytes(Decimals.ToShortText(value, scale)), scale, long.MaxValue, out var read) && read == value);
}
