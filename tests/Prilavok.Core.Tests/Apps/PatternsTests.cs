using Microsoft.Extensions.Time.Testing;
using Prilavok.Core.Apps;
using Xunit;

namespace Prilavok.Core.Tests.Apps;

/// <summary>What publishers write as patterns costs so much and no more.</summary>
public sealed class PatternsTests
{
    [Theory]
    [InlineData("abc", 3, 1)]
    [InlineData("[0-9a-f]{8}-[0-9a-f]{4}", 13, 8)]
    [InlineData("(.{100}){100}", 10_000, 10_000)]
    [InlineData("((a{2}b){3}|c){4,5}x{1,}", 56, 30)]
    [InlineData(@"\{9\}[]{9}]{2}a{,9}{", 11, 2)]
    [InlineData("a{2000000000}", 2e9, 2e9)]
    [InlineData("", 0, 0)]
    [InlineData("((((", 0, 0)]
    [InlineData("[", 1, 1)]
    [InlineData("\\", 1, 1)]
    public void A_pattern_is_as_large_as_with_its_counts_written_out(string pattern, double places, double repeats) =>
        Assert.Equal(new PatternSize(places, repeats), PatternSize.Of(pattern));

    [Fact]
    public void A_call_compares_for_so_long_and_then_nothing_matches_any_more()
    {
        var clock = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromMilliseconds(20) };
        var patterns = new Patterns(clock);
        var comparison = patterns.Begin();
        var count = 0;
        while (comparison.IsMatch("a+", "aaa"))
        {
            count++;
        }

        Assert.InRange(count, 20, 30);
        Assert.True(comparison.IsOver);
        Assert.False(comparison.IsMatch("a+", "aaa"));
        Assert.True(patterns.Begin().IsMatch("a+", "aaa"));
    }

    [Fact]
    public void A_pattern_that_takes_too_long_by_itself_ends_the_comparison()
    {
        var comparison = new Patterns(new FakeTimeProvider()).Begin();
        var slow = string.Concat(Enumerable.Range(0, 60).Select(i => $"(a|b|{i})*(a|b){{20}}"));

        Assert.False(comparison.IsMatch(slow, new string(new Random(1).GetItems<char>("ab", 2_000_000)))); // Never the same way twice.
        Assert.True(comparison.IsOver);
    }

    [Theory]
    [InlineData("a|b", "ab", false)]
    [InlineData("a|b", "b", true)]
    [InlineData("a*", "", true)]
    [InlineData("a", "a\n", false)]
    public void The_whole_text_must_match(string pattern, string text, bool isMatch) => Assert.Equal(isMatch, new Patterns(TimeProvider.System).Begin().IsMatch(pattern, text));

    [Fact]
    public void A_long_text_of_a_form_is_refused_whatever_its_pattern()
    {
        FormField[] fields = [new("a", "A", false, "x*", null, null, null), new("b", "B", false, null, null, null, null)];
        var text = new string('x', Patterns.LongestText + 1);
        var form = new Dictionary<string, string> { ["a"] = text, ["b"] = text, ["c"] = text, ["d"] = text[1..] };

        Assert.Equal(["a", "b", "c"], AppForm.Fill(fields, form, new Patterns(TimeProvider.System)).Faults.Select(fault => fault.Field));
    }
}
