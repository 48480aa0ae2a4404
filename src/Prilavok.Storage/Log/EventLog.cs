using System.Data.Common;
using System.Globalization;
using Prilavok.Core;
using Prilavok.Core.Delivery;
using Prilavok.Core.Log;

namespace Prilavok.Storage.Log;

internal sealed class EventLog(LaneSignal lanes, OwnerSignal owners, StorageMeter meter) : IEventLog
{
    private static readonly Statement Insert = new(
        """
        INSERT INTO events (owner_id, seq, kind, action, subject_id, store_id, source_kind, source_id, at, data, trace, stock)
        VALUES (@owner, @seq, @kind, @action, @subject, @store, @source_kind, @source, @at, @data, @trace, @stock)
        """,
        "@owner", "@seq", "@kind", "@action", "@subject", "@store", "@source_kind", "@source", "@at", "@data", "@trace", "@stock");

    private static readonly Statement TellStock =
        new("UPDATE events SET stock = @stock WHERE owner_id = @owner AND seq = @seq", "@stock", "@owner", "@seq");

    private static readonly Statement MoveHead = new(
        "UPDATE owners SET head = @head, log_at = @at WHERE owner_id = @owner", "@head", "@at", "@owner");

    /// <summary>An idle lane has dealt with everything before these events, so its cursor jumps to them.</summary>
    private static readonly Statement Wake = new(
        """
        UPDATE lanes SET due_at = @now, cursor = @cursor, batch_end = NULL
        WHERE owner_id = @owner AND due_at IS NULL AND paused = 0 AND parked = 0 AND channel IN (@first, @second)
        """,
        "@now", "@cursor", "@owner", "@first", "@second");

    /// <summary>Where the log ends, as a row of no kind, and the events: one statement sees both in one state, wherever they lie.</summary>
    private const string Head =
        "SELECT head AS seq, 0 AS kind, 0 AS action, '' AS subject_id, NULL AS store_id, 0 AS source_kind, '' AS source_id, 0 AS at, NULL AS data, "
            + "NULL AS trace";

    private const string Columns = "SELECT seq, kind, action, subject_id, store_id, source_kind, source_id, at, data, trace";

    private const string OfOwner = " FROM owners WHERE owner_id = @ownerId UNION ALL ";

    private const string After = " FROM events WHERE owner_id = @ownerId AND seq > @after";

    private const string Select = Head + OfOwner + Columns + " FROM (" + Columns + After;

    private const string SelectWithStock = Head + ", NULL AS stock" + OfOwner + Columns + ", stock FROM (" + Columns + ", stock" + After;

    private const string Cut = " ORDER BY seq LIMIT @limit) AS found";

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

    public Task<LogSlice> ReadAsync(ISession session, string ownerId, long after, EventKind? kind, int limit) =>
        ReadAsync(session, ownerId, after, limit, kind switch
        {
            null => "",
            EventKind.Document => " AND kind = 1",
            _ => " AND kind = @only AND kind <> 1", // The index of the rest is used by whoever says so.
        }, kind);

    public Task<LogSlice> ReadCatalogAsync(ISession session, string ownerId, long after, int limit) =>
        ReadAsync(session, ownerId, after, limit, " AND kind <> 1");

    /// <summary>Nearly all documents move stock, so who looks for such walks over few that do not.</summary>
    public Task<LogSlice> ReadToldAsync(
        ISession session, string ownerId, long after, IReadOnlyCollection<EventKind> kinds, bool withStock, int limit)
    {
        var list = string.Join(',', kinds.Select(kind => ((int)kind).ToString(CultureInfo.InvariantCulture)));
        var which = kinds.Contains(EventKind.Document) ? $"kind IN ({list})"
            : withStock ? $"(kind IN ({list}) OR stock IS NOT NULL)"
            : $"kind IN ({list}) AND kind <> 1";
        return ReadAsync(session, ownerId, after, limit, " AND " + which, select: withStock ? SelectWithStock : Select);
    }

    public Task TellStockAsync(IOwnerWork work, long seq, IReadOnlyList<StockLevel> levels) => SqlSession.Of(work).ExecuteEachAsync(
        TellStock, [[StockCodec.Write(levels, null), work.OwnerId, seq]]);

    public async Task<bool> IsLostAsync(ISession session, string ownerId, long cursor) =>
        cursor > 0 && await SqlSession.Of(session).ScalarAsync<long?>(
        """
        SELECT 1 WHERE EXISTS (SELECT 1 FROM owners WHERE owner_id = @ownerId AND head < @cursor)
            OR EXISTS (SELECT 1 FROM log_gaps WHERE owner_id = @ownerId AND first_seq <= @cursor AND last_seq >= @cursor)
        """,
        new { ownerId, cursor }) is not null;

    public async Task<LogVersion> VersionAsync(ISession session, string ownerId) =>
        new(await SqlSession.Of(session).ScalarAsync<long>("SELECT head FROM owners WHERE owner_id = @ownerId", new { ownerId }));

    private static async Task<LogSlice> ReadAsync(
        ISession session, string ownerId, long after, int limit, string which, EventKind? only = null, string select = Select)
    {
        var rows = await SqlSession.Of(session).QueryAsync(
            select + which + Cut, new { ownerId, after, only = (int?)only, limit }, row => (Seq: row.GetInt64(0), Event: EventOf(row, ownerId)));
        var events = rows.Where(row => row.Event is not null).OrderBy(row => row.Seq); // Nobody promises the order of a union.
        return new LogSlice([.. events.Select(row => row.Event!)], rows.Find(row => row.Event is null).Seq, after, limit);
    }

    private static object?[] RowOf(SqlOwnerWork work, Source source, NewEvent e, long seq) =>
    [
        work.OwnerId, seq, (int)e.Kind, (int)e.Action, e.SubjectId, e.StoreId, (int)source.Kind, source.Id, work.Now.Ms(),
        FactCodec.Write(e.Fact), work.Trace, StockCodec.Write(e.Stock, e.StoreId),
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

    /// <returns>Null of the row that tells where the log ends.</returns>
    private static Event? EventOf(DbDataReader row, string ownerId) => row.GetInt32(1) is not 0 and var kind
        ? new Event(
            ownerId,
            row.GetInt64(0),
            (EventKind)kind,
            (EventAction)row.GetInt32(2),
            row.GetString(3),
            row.IsDBNull(4) ? null : row.GetString(4),
            new Source((SourceKind)row.GetInt32(5), row.GetString(6)),
            Instant.At(row.GetInt64(7)),
            FactCodec.Read((EventKind)kind, row.GetFieldValue<byte[]>(8)))
        {
            Trace = row.IsDBNull(9) ? null : row.GetString(9),
            Stock = row.FieldCount == 10 || row.IsDBNull(10)
                ? []
                : StockCodec.Read(row.GetFieldValue<byte[]>(10), row.IsDBNull(4) ? null : row.GetString(4)),
        }
        : null;
}
