using System.Collections.Frozen;
using Prilavok.Core.Log;

namespace Prilavok.Core.Feed;

/// <summary>What happened to the owners who have an app, page by page.</summary>
public sealed class ListEvents(IStorage storage, IAppLogs logs, IEventLog log)
{
    /// <returns>At most <paramref name="limit"/> events after <paramref name="after"/>, the oldest first.</returns>
    public Task<IReadOnlyList<AppEvent>> HandleAsync(EventQuery query, LogPosition after, int limit, CancellationToken ct) =>
        storage.ReadAsync(
            async s =>
            {
                var merge = new LogMerge(log, query, after);
                foreach (var found in await logs.ListAsync(s, query.AppId, query.OwnerId, after))
                {
                    merge.Add(found);
                }

                return await merge.ReadAsync(s, limit, ct);
            },
            ct);

    /// <summary>Whether the place is of a log that is lost: who was told of it was told of what never happened.</summary>
    public Task<bool> IsLostAsync(LogPosition place, CancellationToken ct) =>
        storage.ReadAsync(s => log.IsLostAsync(s, place.OwnerId, place.Seq), ct);

    /// <returns>Null when there is no such event, or it is not the app's business.</returns>
    public Task<AppEvent?> FindAsync(EventQuery query, string eventId, CancellationToken ct) => storage.ReadAsync(
        async s =>
        {
            if (!EventIds.TryRead(eventId, out var ownerId, out var seq, out var item)
                || (query.OwnerId is { } only && only != ownerId)
                || await logs.ListAsync(s, query.AppId, ownerId, null) is not [var found])
            {
                return null;
            }

            var topics = Topics.Allowed(query.Topics, found.Rights);
            var kinds = topics.Select(Topics.KindOf).ToFrozenSet();
            return await log.ReadToldAsync(s, ownerId, seq - 1, kinds, AppEvent.IsToldOfStock(topics, found.Rights), 1) is [var e] && e.Seq == seq
                ? AppEvent.Of(e, query.AppId, topics, found.Rights).FirstOrDefault(told => told.Item == item)
                : null;
        },
        ct);
}
