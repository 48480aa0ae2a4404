using Prilavok.Core.Owners;
using Xunit;

namespace Prilavok.Core.Tests.Sandbox;

/// <summary>The dice of a sandbox.</summary>
public sealed class ChaosDiceTests
{
    [Fact]
    public void Every_number_is_thrown_about_as_often_as_any_other_and_decisions_are_independent()
    {
        var chaos = Chaos.None with { Seed = 42 };
        var ones = Enumerable.Range(0, 10_000).Select(number => chaos.Roll("one", number)).ToList();
        var twos = Enumerable.Range(0, 10_000).Select(number => chaos.Roll("two", number)).ToList();

        Assert.All(ones, roll => Assert.InRange(roll, 0, 0.9999999999999999));
        Assert.All(Enumerable.Range(0, 10), tenth => Assert.InRange(ones.Count(roll => (int)(roll * 10) == tenth), 850, 1150));
        Assert.InRange(ones.Zip(twos).Count(pair => pair.First < 0.5 == pair.Second < 0.5), 4700, 5300);
        Assert.Equal(ones, Enumerable.Range(0, 10_000).Select(number => (Chaos.None with { Seed = 42 }).Roll("one", number)));
    }
}
