using System.Globalization;
using Prilavok.Core;
using Prilavok.Core.Delivery;
using Prilavok.Core.Log;

namespace Prilavok.Storage.Log;

internal sealed class EventLog(LaneSignal lanes, OwnerSignal owners, StorageMeter meter) : IEventLog
{
    private static readonly Statement Insert = new(
        """
        INSERT INTO events (owner_id, seq, kind, action, subject_id, store_id, source_kind, source_id, at, data, trace)
        VALUES (@owner, @seq, @kind, @action, @subject, @store, @source_kind, @source, @at, @data, @trace)
        """,
        "@owner", "@seq", "@kind", "@action", "@subject", "@store", "@source_kind", "@source", "@at", "@data", "@trace");

    private static readonly Statement MoveHead = new(
        "UPDATE owners SET head = @head, log_at = @at WHERE owner_id = @owner", "@head", "@at", "@owner");

    /// <summary>An idle lane has dealt with everything before these events, so its cursor jumps to them.</summary>
    private static readonly Statement Wake = new(
        """
        UPDATE lanes SET due_at = @now, cursor = @cursor, batch_end = NULL
        WHERE owner_id = @owner AND due_at IS NULL AND paused = 0 AND parked = 0 AND channel IN (@first, @second)
        """,
        "@now", "@cursor", "@owner", "@first", "@second");

    private const string Select = """
        SELECT seq, kind, action, subject_id, store_id, source_kind, source_id, at, data, trace FROM events
        WHERE owner_id = @ownerId AND seq > @after
        """;

    private static readonly ILookup<EventKind, Channel> ChannelsOf = Enum.GetValues<Channel>().ToLookup(Channels.KindOf);

    public async Task<long> AppendAsync(IOwnerWork work, Source source, IReadOnlyList<NewEvent> events)
    {
        var sql = SqlOwnerWork.Of(work);
        var before = sql.Head;
        await sql.ExecuteEachAsync(Insert, events.Select((e, i) => RowOf(sql, source, e, before + 1 + i)));
        sql.Owner.Append(events, sql.Now.Ms());
        sql.Owner.Tail ??= TellAsync;

        // Documents alone are no news to other nodes: what they remember of an owner does not depend on them.
        sql.Announce |= events.Any(e => e.Kind != EventKind.Document);
        var ownerId = sql.OwnerId;
        sql.InThisProcess(() =>
        {
            owners.Ring(ownerId);
            meter.Appended(events);
        });
        return before + 1;
    }

    public Task<IReadOnlyList<Event>> ReadAsync(ISession session, string ownerId, long after, EventKind? kind, int limit) =>
        ReadAsync(session, ownerId, after, limit, kind switch
        {
            null => "",
            EventKind.Document => " AND kind = 1",
            _ => " AND kind = @only AND kind <> 1", // The index of the rest is used by whoever says so.
        }, kind);

    public Task<IReadOnlyList<Event>> ReadCatalogAsync(ISession session, string ownerId, long after, int limit) =>
        ReadAsync(session, ownerId, after, limit, " AND kind <> 1");

    public Task<IReadOnlyList<Event>> ReadKindsAsync(
        ISession session, string ownerId, long after, IReadOnlyCollection<EventKind> kinds, int limit)
    {
        var list = string.Join(',', kinds.Select(kind => ((int)kind).ToString(CultureInfo.InvariantCulture)));
        var rest = kinds.Contains(EventKind.Document) ? "" : " AND kind <> 1";
        return ReadAsync(session, ownerId, after, limit, $" AND kind IN ({list}){rest}");
    }

    public Task<long> HeadAsync(ISession session, string ownerId) =>
        SqlSession.Of(session).ScalarAsync<long>("SELECT head FROM owners WHERE owner_id = @ownerId", new { ownerId });

    private static async Task<IReadOnlyList<Event>> ReadAsync(
        ISession session, string ownerId, long after, int limit, string which, EventKind? only = null)
    {
        var rows = await SqlSession.Of(session).QueryAsync<EventRow>(
            Select + which + " ORDER BY seq LIMIT @limit", new { ownerId, after, only = (int?)only, limit });
        return [.. rows.Select(row => row.ToEvent(ownerId))];
    }

    private static object?[] RowOf(SqlOwnerWork work, Source source, NewEvent e, long seq) =>
    [
        work.OwnerId, seq, (int)e.Kind, (int)e.Action, e.SubjectId, e.StoreId, (int)source.Kind, source.Id, work.Now.Ms(),
        FactCodec.Write(e.Fact), work.Trace,
    ];

    /// <summary>Once for all units that commit together: where the log ends now, and who has to hear of it.</summary>
    private async Task TellAsync(SqlOwnerWork sql)
    {
        await sql.ExecuteEachAsync(MoveHead, [[sql.Head, sql.Owner.LogAt, sql.OwnerId]]);
        var now = sql.RealNow.Ms();
        var woken = await sql.ExecuteEachAsync(
            Wake,
            sql.Owner.TakeTold().Where(told => ChannelsOf.Contains(told.Kind)).Select(told => new object?[]
            {
                now, told.Before, sql.OwnerId, (int)ChannelsOf[told.Kind].First(), (int)ChannelsOf[told.Kind].Last(),
            }));
        if (woken > 0)
        {
            sql.AfterCommit(lanes.RingDue);
        }
    }

    private sealed class EventRow
    {
        public long Seq { get; init; }

        public int Kind { get; init; }

        public int Action { get; init; }

        public string SubjectId { get; init; } = "";

        public string? StoreId { get; init; }

        public int SourceKind { get; init; }

        public string SourceId { get; init; } = "";

        public long At { get; init; }

        public byte[] Data { get; init; } = [];

        public string? Trace { get; init; }

        public Event ToEvent(string ownerId) => new(
            ownerId,
            Seq,
            (EventKind)Kind,
            (EventAction)Action,
            SubjectId,
            StoreId,
            new Source((SourceKind)SourceKind, SourceId),
            Instant.At(At),
            FactCodec.Read((EventKind)Kind, Data))
        {
            Trace = Trace,
        };
    }
}
