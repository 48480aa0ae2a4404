using Prilavok.Core.Log;
using Xunit;

namespace Prilavok.Core.Tests.Log;

public sealed class OwnerSignalTests
{
    private const string Owner = "01-000000000000001";

    private readonly OwnerSignal _signal = new();

    [Fact]
    public void A_ring_after_the_taking_is_heard_by_all_who_wait_on_the_owner()
    {
        var first = _signal.NextAsync(Owner);
        var second = _signal.NextAsync(Owner);

        _signal.Ring(Owner);

        Assert.True(first.IsCompletedSuccessfully);
        Assert.True(second.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_ring_is_heard_once()
    {
        _signal.Ring(Owner);

        Assert.False(_signal.NextAsync(Owner).IsCompleted);
    }

    [Fact]
    public void Owners_do_not_hear_each_other()
    {
        var mine = _signal.NextAsync(Owner);

        _signal.Ring("01-000000000000002");

        Assert.False(mine.IsCompleted);
    }

    [Fact(Timeout = Rings.Patience)]
    public Task Who_takes_before_looking_misses_nothing() =>
        Rings.AssertNoneIsLostAsync(() => _signal.NextAsync(Owner), () => _signal.Ring(Owner), TestContext.Current.CancellationToken);
}
