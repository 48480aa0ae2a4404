using Microsoft.Extensions.Time.Testing;
using Prilavok.Server.Callers;
using Xunit;

namespace Prilavok.Server.Tests.Limits;

public sealed class TokenBucketTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void So_many_are_in_it_and_they_come_back_at_a_steady_rate()
    {
        var bucket = new TokenBucket(_clock, perSecond: 2, burst: 3);

        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => bucket.TryTake(1, out var _)));
        Assert.False(bucket.TryTake(1, out var wait));
        Assert.Equal(TimeSpan.FromSeconds(0.5), wait);
        _clock.Advance(wait);
        Assert.Equal([true, false], Enumerable.Range(0, 2).Select(_ => bucket.TryTake(1, out var _)));
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.True(bucket.IsFull);
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => bucket.TryTake(1, out var _)));
    }

    [Fact]
    public void What_is_more_than_is_in_it_is_taken_once_and_waited_for()
    {
        var bucket = new TokenBucket(_clock, perSecond: 1000, burst: 10_000);

        Assert.True(bucket.TryTake(1_000_000, out _));
        Assert.False(bucket.TryTake(1, out var wait));
        Assert.Equal(990, wait.TotalSeconds, 0.1);
        _clock.Advance(TimeSpan.FromSeconds(991));
        Assert.True(bucket.TryTake(1, out _));
    }

    [Fact]
    public void What_has_come_is_charged_even_when_nothing_is_in_it()
    {
        var bucket = new TokenBucket(_clock, perSecond: 10, burst: 10);
        bucket.Charge(30);

        Assert.False(bucket.TryTake(1, out var wait));
        Assert.Equal(2.1, wait.TotalSeconds, 0.01);
    }

    [Fact]
    public void Many_that_take_at_once_get_no_more_than_there_is()
    {
        var bucket = new TokenBucket(_clock, perSecond: 1, burst: 1000);
        var got = 0;
        Parallel.For(0, 8, _ =>
        {
            for (var i = 0; i < 1000; i++)
            {
                if (bucket.TryTake(1, out var _))
                {
                    Interlocked.Increment(ref got);
                }
            }
        });

        Assert.Equal(1000, got);
    }
}
