using Prilavok.Core.Delivery;
using Xunit;

namespace Prilavok.Core.Tests.Delivery;

public sealed class LaneSignalTests
{
    private readonly LaneSignal _signal = new();

    [Fact]
    public void A_ring_after_the_taking_is_heard()
    {
        var due = _signal.Due;
        var settled = _signal.Settled;
        Assert.False(due.IsCompleted);

        _signal.RingDue();
        Assert.True(due.IsCompletedSuccessfully);
        Assert.False(settled.IsCompleted);

        _signal.RingSettled();
        Assert.True(settled.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_ring_is_heard_once()
    {
        _signal.RingDue();
        _signal.RingSettled();

        Assert.False(_signal.Due.IsCompleted);
        Assert.False(_signal.Settled.IsCompleted);
    }

    [Fact]
    public void Everybody_who_waits_hears_the_same_ring()
    {
        var first = _signal.Due;
        var second = _signal.Due;

        _signal.RingDue();

        Assert.True(first.IsCompletedSuccessfully);
        Assert.True(second.IsCompletedSuccessfully);
    }

    [Theory(Timeout = Rings.Patience)]
    [InlineData(true)]
    [InlineData(false)]
    public Task Who_takes_before_looking_misses_nothing(bool due) => due
        ? Rings.AssertNoneIsLostAsync(() => _signal.Due, _signal.RingDue, TestContext.Current.CancellationToken)
        : Rings.AssertNoneIsLostAsync(() => _signal.Settled, _signal.RingSettled, TestContext.Current.CancellationToken);
}
