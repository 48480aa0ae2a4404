using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Feed;

namespace Prilavok.Storage.Feed;

internal sealed class AppLogs : IAppLogs
{
    public async Task<IReadOnlyList<AppLog>> ListAsync(ISession session, string appId, string? ownerId, LogPosition? from)
    {
        var start = from ?? LogPosition.Start;
        var whose = "installations.app_id = @appId" + (ownerId is null ? "" : " AND installations.owner_id = @ownerId");
        var rows = await SqlSession.Of(session).QueryAsync<Row>(
            start == LogPosition.Start ? Ends(whose) : Search(whose),
            new { appId = Ids.Key(appId), ownerId, start.At, before = start.OwnerId });
        return [.. rows.Select(row => new AppLog(
            row.OwnerId, JsonSerializer.Deserialize(row.Rights, StorageJson.Default.StringArray) ?? [], row.Head, FirstOf(row)))];

        long FirstOf(Row row) =>
            from is null ? row.Head + 1
            : start == LogPosition.Start ? 1
            : row.OwnerId == start.OwnerId ? start.Seq
            : row.First;
    }

    private static string Ends(string whose) =>
        $"""
        SELECT owners.owner_id, installations.rights, owners.head
        FROM installations JOIN owners ON owners.owner_id = installations.owner_id
        WHERE {whose}
        ORDER BY owners.owner_id
        """;

    /// <summary>
    /// Time grows along a log, so a place in it is halved down to: some twenty reads by key instead of an index that every
    /// document would have to keep. A number that no event has stands for the event before it. Of the position's own moment, the owners
    /// before its own are dealt with.
    /// </summary>
    private static string Search(string whose) =>
        $"""
        WITH RECURSIVE search (owner_id, target, low, high) AS (
            SELECT owners.owner_id, @At + CASE WHEN owners.owner_id < @before THEN 1 ELSE 0 END,
                   CASE WHEN owners.log_at < @At THEN owners.head + 1 ELSE 1 END, owners.head + 1
            FROM installations JOIN owners ON owners.owner_id = installations.owner_id
            WHERE {whose}
            UNION ALL
            SELECT search.owner_id, search.target,
                   CASE WHEN events.at >= search.target THEN search.low ELSE (search.low + search.high) / 2 + 1 END,
                   CASE WHEN events.at >= search.target THEN (search.low + search.high) / 2 ELSE search.high END
            FROM search LEFT JOIN events ON events.owner_id = search.owner_id AND events.seq = (
                SELECT MAX(former.seq) FROM events AS former
                WHERE former.owner_id = search.owner_id AND former.seq <= (search.low + search.high) / 2)
            WHERE search.low < search.high)
        SELECT search.owner_id, installations.rights, owners.head, search.low AS first
        FROM search JOIN owners ON owners.owner_id = search.owner_id
            JOIN installations ON installations.owner_id = search.owner_id
        WHERE {whose} AND search.low = search.high
        ORDER BY search.owner_id
        """;

    private sealed class Row
    {
        public string OwnerId { get; init; } = "";

        public string Rights { get; init; } = "";

        public long Head { get; init; }

        public long First { get; init; }
    }
}
