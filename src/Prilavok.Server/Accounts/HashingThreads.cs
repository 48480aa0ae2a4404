using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Prilavok.Server.Accounts;

/// <summary>Threads on which passwords are hashed: so that those of the pool, which answer calls, have no part in it.</summary>
internal sealed class HashingThreads : IDisposable
{
    private readonly BlockingCollection<Action> _jobs = [];
    private long _count;

    public HashingThreads(IOptions<AccountOptions> options)
    {
        for (var i = 0; i < options.Value.Hashers; i++)
        {
            new Thread(Work) { IsBackground = true, Name = "passwords", Priority = ThreadPriority.BelowNormal }.Start();
        }
    }

    /// <summary>How many have been hashed.</summary>
    public long Count => Interlocked.Read(ref _count);

    public async Task<T> RunAsync<T>(Func<T> hash, CancellationToken ct)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _jobs.Add(
            () =>
            {
                if (ct.IsCancellationRequested)
                {
                    done.TrySetCanceled(ct);
                    return;
                }

                try
                {
                    done.TrySetResult(hash());
                }
                catch (Exception e)
                {
                    done.TrySetException(e); // Whoever waits for it says what it means.
                }
            },
            ct);
        return await done.Task;
    }

    public void Dispose() => _jobs.CompleteAdding();

    private void Work()
    {
        foreach (var job in _jobs.GetConsumingEnumerable())
        {
            Interlocked.Increment(ref _count);
            job();
        }
    }
}
