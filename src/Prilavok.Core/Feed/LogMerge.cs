using System.Collections.Frozen;
using Prilavok.Core.Log;

namespace Prilavok.Core.Feed;

/// <summary>
/// Reads the logs of several owners as one, in the order of <see cref="LogPosition"/>. Remembers where it is in each, so it can
/// go on when a log has grown.
/// </summary>
/// <param name="start">What stands there or before it is passed over.</param>
internal sealed class LogMerge(IEventLog log, EventQuery query, LogPosition start)
{
    /// <summary>Events fetched of one log at a time: what many logs hold ready stays small, and a single log needs few reads.</summary>
    private const int LeastFetched = 16;

    private readonly Dictionary<string, OneLog> _sources = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Owners => _sources.Keys;

    /// <summary>Adds a log, or hears that one has grown or that the app's rights there have changed.</summary>
    public void Add(AppLog added)
    {
        if (!_sources.TryGetValue(added.OwnerId, out var source))
        {
            _sources[added.OwnerId] = source = new OneLog(added.OwnerId, added.First - 1);
        }

        source.Rights = added.Rights;
        source.Topics = Topics.Allowed(query.Topics, added.Rights);
        source.Head = added.Head;
        source.IsAtEnd = source.After >= added.Head || source.Topics.Count == 0;
    }

    public void Remove(string ownerId) => _sources.Remove(ownerId);

    /// <returns>The next events, at most <paramref name="limit"/>; none when all that was there is read.</returns>
    public async Task<IReadOnlyList<AppEvent>> ReadAsync(ISession session, int limit, CancellationToken ct)
    {
        var found = new List<AppEvent>();
        var fetched = Math.Max(LeastFetched, (limit / Math.Max(1, _sources.Count)) + 1);
        var heads = new PriorityQueue<OneLog, LogPosition>(LogPosition.Order);
        foreach (var source in _sources.Values)
        {
            await EnqueueAsync(source);
        }

        while (found.Count < limit && heads.TryDequeue(out var first, out _))
        {
            ct.ThrowIfCancellationRequested();
            found.Add(first.Ready.Dequeue());
            await EnqueueAsync(first);
        }

        return found;

        async Task EnqueueAsync(OneLog source)
        {
            while (source.Ready.Count == 0 && !source.IsAtEnd)
            {
                await FetchAsync(session, source, fetched);
            }

            if (source.Ready.TryPeek(out var next))
            {
                heads.Enqueue(source, next.Position);
            }
        }
    }

    private async Task FetchAsync(ISession session, OneLog source, int limit)
    {
        var kinds = source.Topics.Select(Topics.KindOf).ToFrozenSet();
        var slice = await log.ReadToldAsync(
            session, source.OwnerId, source.After, kinds, AppEvent.IsToldOfStock(source.Topics, source.Rights), limit);

        // What has come since the logs were looked at is read the next time: in the order of several, it may stand behind what another log
        // got meanwhile.
        var end = Math.Min(slice.End, source.Head);
        source.IsAtEnd = slice.IsAtEnd || slice.End >= source.Head;
        source.After = Math.Max(source.After, end);
        foreach (var e in slice.TakeWhile(e => e.Seq <= end))
        {
            if (e.At >= query.Until)
            {
                source.IsAtEnd = true;
                return;
            }

            foreach (var told in AppEvent.Of(e, query.AppId, source.Topics, source.Rights))
            {
                if (LogPosition.Order.Compare(told.Position, start) > 0)
                {
                    source.Ready.Enqueue(told);
                }
            }
        }
    }

    private sealed class OneLog(string ownerId, long after)
    {
        public string OwnerId { get; } = ownerId;

        /// <summary>The last event that was read or passed over.</summary>
        public long After { get; set; } = after;

        /// <summary>Where the log ended when all of them were looked at.</summary>
        public long Head { get; set; }

        public bool IsAtEnd { get; set; }

        public IReadOnlyCollection<string> Rights { get; set; } = [];

        public FrozenSet<Topic> Topics { get; set; } = [];

        public Queue<AppEvent> Ready { get; } = [];
    }
}
