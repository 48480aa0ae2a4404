using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Prilavok.Core.Log;

namespace Prilavok.Core.Feed;

/// <summary>What happens to the owners who have an app, as it happens.</summary>
public sealed class FollowEvents(IStorage storage, IAppLogs logs, IEventLog log, OwnerSignal signal, TimeProvider clock)
{
    private const int Batch = 200;

    /// <summary>How often to look without having been told: owners come, and other nodes do not tell of documents.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    /// <summary>Waits when there is nothing, and ends when the owner asked for has the app no more.</summary>
    public async IAsyncEnumerable<IReadOnlyList<AppEvent>> HandleAsync(
        EventQuery query, LogPosition after, [EnumeratorCancellation] CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var timer = new PeriodicTimer(LookAgain, clock);
        var bells = new Bells(signal, stop.Token);
        var merge = new LogMerge(log, query, after);
        try
        {
            await LookAtAllAsync(query, after, merge, bells, ct);
            var tick = timer.WaitForNextTickAsync(stop.Token).AsTask();
            while (query.OwnerId is null || merge.Owners.Count > 0)
            {
                while (await storage.ReadAsync(s => merge.ReadAsync(s, Batch, ct), ct) is { Count: > 0 } events)
                {
                    yield return events;
                }

                if (await Task.WhenAny(bells.RungAsync(), tick) == tick)
                {
                    await tick;
                    tick = timer.WaitForNextTickAsync(stop.Token).AsTask();
                    await LookAtAllAsync(query, after, merge, bells, ct);
                }

                await LookAtRungAsync(query, merge, bells, ct);
            }
        }
        finally
        {
            await stop.CancelAsync();
        }
    }

    private async Task LookAtAllAsync(EventQuery query, LogPosition after, LogMerge merge, Bells bells, CancellationToken ct)
    {
        var ends = await storage.ReadAsync(s => logs.ListAsync(s, query.AppId, query.OwnerId, null), ct);
        foreach (var gone in merge.Owners.Except(ends.Select(end => end.OwnerId), StringComparer.Ordinal).ToList())
        {
            merge.Remove(gone);
        }

        foreach (var end in ends)
        {
            if (merge.Owners.Contains(end.OwnerId))
            {
                merge.Add(end);
                continue;
            }

            bells.Watch(end.OwnerId);
            if (await storage.ReadAsync(s => logs.ListAsync(s, query.AppId, end.OwnerId, after), ct) is [var start])
            {
                merge.Add(start);
            }
        }
    }

    private async Task LookAtRungAsync(EventQuery query, LogMerge merge, Bells bells, CancellationToken ct)
    {
        while (bells.TryTake(out var ownerId))
        {
            if (!merge.Owners.Contains(ownerId))
            {
                continue; // Gone since.
            }

            bells.Watch(ownerId);
            if (await storage.ReadAsync(s => logs.ListAsync(s, query.AppId, ownerId, null), ct) is [var end])
            {
                merge.Add(end);
            }
            else
            {
                merge.Remove(ownerId);
            }
        }
    }

    /// <summary>Collects whose log has grown, so that a ring costs the same however many owners are followed.</summary>
    private sealed class Bells(OwnerSignal signal, CancellationToken ct)
    {
        private readonly Channel<string> _rung = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });
        private readonly HashSet<string> _watched = new(StringComparer.Ordinal);
        private Task _next = Task.CompletedTask;

        /// <summary>Hears the owner's next ring. To be called before looking at the log.</summary>
        public void Watch(string ownerId)
        {
            if (_watched.Add(ownerId))
            {
                _ = ListenAsync(ownerId, signal.NextAsync(ownerId));
            }
        }

        /// <summary>Completes when somebody rang.</summary>
        public Task RungAsync() => _next.IsCompleted ? _next = _rung.Reader.WaitToReadAsync(ct).AsTask() : _next;

        /// <summary>Whoever rang; it is watched no more.</summary>
        public bool TryTake(out string ownerId)
        {
            var isTaken = _rung.Reader.TryRead(out ownerId!);
            return isTaken && _watched.Remove(ownerId);
        }

        private async Task ListenAsync(string ownerId, Task ring)
        {
            await ring.WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _rung.Writer.TryWrite(ownerId);
        }
    }
}
