using Xunit;

namespace Prilavok.Core.Tests;

/// <summary>What every signal must hold: a ring between looking and waiting is not lost, however many wait.</summary>
internal static class Rings
{
    /// <summary>A lost ring is a wait without end; after so many milliseconds the test fails instead of hanging.</summary>
    public const int Patience = 60_000;

    private const int Changes = 5_000;

    private const int Watchers = 3;

    /// <summary>
    /// One side changes something and rings; the others take the ring, look, and wait, until they have seen the last change.
    /// The next change comes when all have seen the former, so the ring falls into every moment of their round.
    /// </summary>
    public static async Task AssertNoneIsLostAsync(Func<Task> take, Action ring, CancellationToken ct)
    {
        var changes = 0;
        var seen = new int[Watchers];
        var watching = Enumerable.Range(0, Watchers).Select(watcher => Task.Run(async () =>
        {
            while (Volatile.Read(ref seen[watcher]) < Changes)
            {
                var next = take();
                var looked = Volatile.Read(ref changes);
                Volatile.Write(ref seen[watcher], looked);
                if (looked < Changes)
                {
                    await next.WaitAsync(ct);
                }
            }
        })).ToList();
        var changing = Task.Run(() =>
        {
            for (var i = 1; i <= Changes; i++)
            {
                var spin = new SpinWait();
                while (Enumerable.Range(0, Watchers).Any(watcher => Volatile.Read(ref seen[watcher]) < i - 1))
                {
                    spin.SpinOnce(sleep1Threshold: -1);
                    ct.ThrowIfCancellationRequested();
                }

                Volatile.Write(ref changes, i);
                ring();
            }
        }, ct);

        await changing;
        await Task.WhenAll(watching);
        Assert.All(seen, last => Assert.Equal(Changes, last));
    }
}
