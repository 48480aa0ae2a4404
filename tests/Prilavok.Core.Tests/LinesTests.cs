using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Prilavok.Core.Tests;

public sealed class LinesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task So_many_are_let_in_for_each_key_and_the_others_in_their_order()
    {
        var lines = new Lines<string>(2, Patience, _clock);
        Assert.True(await lines.TryEnterAsync("a", Ct) && await lines.TryEnterAsync("a", Ct) && await lines.TryEnterAsync("b", Ct));
        var (third, fourth) = (lines.TryEnterAsync("a", Ct).AsTask(), lines.TryEnterAsync("a", Ct).AsTask());
        Assert.False(third.IsCompleted || fourth.IsCompleted);

        lines.Leave("b");
        Assert.False(third.IsCompleted);
        lines.Leave("a");
        Assert.True(await third);
        Assert.False(fourth.IsCompleted);
        lines.Leave("a");
        Assert.True(await fourth);
    }

    [Fact]
    public async Task Who_waits_too_long_or_goes_away_leaves_no_place_taken()
    {
        var lines = new Lines<string>(1, Patience, _clock);
        Assert.True(await lines.TryEnterAsync("a", Ct));
        using var gone = new CancellationTokenSource();
        var (late, left) = (lines.TryEnterAsync("a", Ct).AsTask(), lines.TryEnterAsync("a", gone.Token).AsTask());
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        _clock.Advance(Patience);
        Assert.False(await late);

        lines.Leave("a");
        Assert.True(await lines.TryEnterAsync("a", Ct));
        lines.Leave("a");
    }

    [Fact]
    public async Task However_they_come_and_go_no_more_than_so_many_are_inside_and_all_come_in()
    {
        var lines = new Lines<int>(3, TimeSpan.FromMinutes(1), TimeProvider.System);
        var (inside, most) = (0, 0);
        await Parallel.ForEachAsync(Enumerable.Range(0, 2000), new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = Ct }, async (_, ct) =>
        {
            Assert.True(await lines.TryEnterAsync(7, ct));
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
            lines.Leave(7);
        });

        Assert.Equal(0, inside);
        Assert.InRange(most, 1, 3);
    }
}
