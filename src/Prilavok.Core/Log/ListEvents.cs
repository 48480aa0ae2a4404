namespace Prilavok.Core.Log;

/// <summary>What happened to the owners who have an app, page by page.</summary>
public sealed class ListEvents(IStorage storage, IAppLogs logs, IEventLog log)
{
    /// <returns>At most <paramref name="limit"/> events after <paramref name="after"/>, the oldest first.</returns>
    public Task<IReadOnlyList<AppEvent>> HandleAsync(EventQuery query, LogPosition after, int limit, CancellationToken ct) =>
        storage.ReadAsync(
            async s =>
            {
                var merge = new LogMerge(log, query);
                foreach (var found in await logs.ListAsync(s, query.AppId, query.OwnerId, after))
                {
                    merge.Add(found);
                }

                return await merge.ReadAsync(s, limit, ct);
            },
            ct);

    /// <returns>Null when there is no such event, or it is not the app's business.</returns>
    public Task<AppEvent?> FindAsync(EventQuery query, string eventId, CancellationToken ct) => storage.ReadAsync(
        async s =>
        {
            if (!EventIds.TryRead(eventId, out var ownerId, out var seq)
                || (query.OwnerId is { } only && only != ownerId)
                || await logs.ListAsync(s, query.AppId, ownerId, null) is not [var found])
            {
                return null;
            }

            var merge = new LogMerge(log, query);
            merge.Add(found with { First = seq });
            return await merge.ReadAsync(s, 1, ct) is [var e] && e.Event.Seq == seq ? e : null;
        },
        ct);
}
