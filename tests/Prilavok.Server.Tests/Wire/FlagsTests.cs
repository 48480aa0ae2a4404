using System.Text.Json;
using Prilavok.Server.Wire;
using Xunit;

namespace Prilavok.Server.Tests.Wire;

public sealed class FlagsTests
{
    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("\"true\"", true)]
    [InlineData("\"FALSE\"", false)]
    [InlineData("\"False\"", false)]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("\"1\"", true)]
    [InlineData("\"0\"", false)]
    public void A_flag_is_read_whatever_it_is_made_of(string json, bool expected)
    {
        Assert.True(Flags.TryRead(JsonElement.Parse(json), out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"no\"")]
    [InlineData("\"falsch\"")]
    [InlineData("2")]
    [InlineData("-1")]
    [InlineData("1e400")]
    [InlineData("1e-300")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("[false]")]
    public void What_is_no_flag_is_not_taken_for_one(string json) => Assert.False(Flags.TryRead(JsonElement.Parse(json), out _));
}
