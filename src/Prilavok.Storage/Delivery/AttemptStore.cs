using Prilavok.Core;
using Prilavok.Core.Delivery;

namespace Prilavok.Storage.Delivery;

internal sealed class AttemptStore : IAttempts
{
    private static readonly Statement Insert = new(
        """
        INSERT INTO attempts (kept_at, owner_id, app_id, channel, delivery_id, first_seq, last_seq, number, at, took, status, error, url, response,
            address, reused, dns, connect, tls, first_byte)
        VALUES (@kept, @owner, @app, @channel, @delivery, @first, @last, @number, @at, @took, @status, @error, @url, @response,
            @address, @reused, @dns, @connect, @tls, @first_byte)
        ON CONFLICT (delivery_id, number, at, owner_id) DO NOTHING
        """,
        "@kept", "@owner", "@app", "@channel", "@delivery", "@first", "@last", "@number", "@at", "@took", "@status", "@error", "@url", "@response",
        "@address", "@reused", "@dns", "@connect", "@tls", "@first_byte");

    private const string Select = """
        SELECT kept_at, owner_id, app_id, channel, delivery_id, first_seq, last_seq, number, at, took, status, error, url, response,
            address, reused, dns, connect, tls, first_byte
        FROM attempts
        """;

    /// <summary>As part of another work.</summary>
    public static Task AddAsync(SqlOwnerWork sql, LaneKey lane, IReadOnlyCollection<Attempt> made) =>
        sql.ExecuteEachAsync(Insert, made.Select(attempt => AttemptRow.Values(lane, attempt, sql.RealNow.Ms())));

    public Task AddAsync(IOwnerWork work, LaneKey lane, IReadOnlyCollection<Attempt> made) => AddAsync(SqlOwnerWork.Of(work), lane, made);

    public async Task<IReadOnlyList<(LaneKey Lane, Attempt Attempt)>> ListAsync(ISession session, string appId, AttemptQuery query, int limit)
    {
        var text = Select + " WHERE app_id = @appId"
            + (query.OwnerId is null ? "" : " AND owner_id = @OwnerId")
            + (query.Channel is null ? "" : " AND channel = @channel")
            + (query.Event is null ? "" : " AND first_seq <= @Event AND last_seq >= @Event AND channel IN (6, 7)")
            + (query.Arrived is not { } arrived ? "" : arrived ? " AND error IS NULL" : " AND error IS NOT NULL")
            + (query.Status is null ? "" : " AND status = @Status")
            + (query.Since is null ? "" : " AND at >= @since")
            + (query.Until is null ? "" : " AND at < @until")
            + (query.After is null ? "" : " AND (at, delivery_id, number) < (@At, @DeliveryId, @Number)")
            + " ORDER BY at DESC, delivery_id DESC, number DESC LIMIT @limit";
        var rows = await SqlSession.Of(session).QueryAsync<AttemptRow>(
            text,
            new
            {
                appId,
                query.OwnerId,
                channel = (int?)query.Channel,
                query.Event,
                query.Status,
                since = query.Since.Ms(),
                until = query.Until.Ms(),
                query.After?.At,
                query.After?.DeliveryId,
                query.After?.Number,
                limit,
            });
        return [.. rows.Select(row => (row.Lane, row.Attempt))];
    }

    public async Task<IReadOnlyList<LiveAttempt>> KeptAfterAsync(ISession session, LiveQuery query, AttemptMark after, int limit)
    {
        var rows = await SqlSession.Of(session).QueryAsync<AttemptRow>(
            Select + " WHERE app_id = @AppId AND kept_at >= @KeptAt AND (kept_at, delivery_id, number, at) > (@KeptAt, @DeliveryId, @Number, @At)"
            + (query.OwnerId is null ? "" : " AND owner_id = @OwnerId")
            + (query.Channel is null ? "" : " AND channel = @channel")
            + " ORDER BY kept_at, delivery_id, number, at LIMIT @limit",
            new { query.AppId, query.OwnerId, channel = (int?)query.Channel, after.KeptAt, after.DeliveryId, after.Number, after.At, limit });
        return [.. rows.Select(row => new LiveAttempt(row.Mark, row.Lane, row.Attempt))];
    }

    public async Task<IReadOnlyList<(LaneKey Lane, Attempt Attempt)>> OfDeliveryAsync(ISession session, Guid deliveryId)
    {
        var rows = await SqlSession.Of(session).QueryAsync<AttemptRow>(
            Select + " WHERE delivery_id = @deliveryId ORDER BY at, number", new { deliveryId = deliveryId.ToString() });
        return [.. rows.Select(row => (row.Lane, row.Attempt))];
    }

    public async Task<IReadOnlyList<DeadLetter>> DeadAsync(ISession session, string appId, AttemptQuery query, int limit)
    {
        var rows = await SqlSession.Of(session).QueryAsync<AttemptRow>(
            "SELECT owner_id, app_id, channel, first_seq, last_seq, at, error FROM dead_letters WHERE app_id = @appId"
            + (query.OwnerId is null ? "" : " AND owner_id = @OwnerId")
            + (query.Channel is null ? "" : " AND channel = @channel")
            + (query.Event is null ? "" : " AND first_seq <= @Event AND last_seq >= @Event AND channel IN (6, 7)")
            + (query.Since is null ? "" : " AND at >= @since")
            + (query.Until is null ? "" : " AND at < @until")
            + (query.AfterDead is null ? "" : " AND (at, owner_id, channel, first_seq) < (@At, @afterOwner, @afterChannel, @FirstSeq)")
            + " ORDER BY at DESC, owner_id DESC, channel DESC, first_seq DESC LIMIT @limit",
            new
            {
                appId,
                query.OwnerId,
                channel = (int?)query.Channel,
                query.Event,
                since = query.Since.Ms(),
                until = query.Until.Ms(),
                query.AfterDead?.At,
                afterOwner = query.AfterDead?.OwnerId,
                afterChannel = (int?)query.AfterDead?.Channel,
                query.AfterDead?.FirstSeq,
                limit,
            });
        return [.. rows.Select(row => new DeadLetter(row.Lane, row.FirstSeq, row.LastSeq, Instant.At(row.At), row.Error ?? ""))];
    }

    public async Task<IReadOnlyList<(string OwnerId, long Seq)>> FindDocumentAsync(
        ISession session, string appId, string? ownerId, string documentId) =>
        [.. await SqlSession.Of(session).QueryAsync<(string OwnerId, long Seq)>(
            """
            SELECT documents.owner_id, documents.seq FROM installations
            JOIN stores ON stores.owner_id = installations.owner_id
            JOIN documents ON documents.owner_id = stores.owner_id AND documents.store_id = stores.store_id
                AND documents.document_id = @documentId
            WHERE installations.app_id = @appId
            """ + (ownerId is null ? "" : " AND installations.owner_id = @ownerId"),
            new { appId = Ids.Key(appId), ownerId, documentId = Ids.Key(documentId) })];

    /// <summary>They are numbered as they are written down, so the oldest are found, and are too many, by their numbers alone.</summary>
    public async Task<bool> PruneAsync(IWork work, DateTimeOffset before, long most, int atATime)
    {
        var sql = SqlSession.Of(work);
        var (first, last) = await sql.FirstAsync<(long? First, long? Last)>("SELECT (SELECT MIN(id) FROM attempts), (SELECT MAX(id) FROM attempts)");
        return await sql.ExecuteAsync(
            "DELETE FROM attempts WHERE id BETWEEN @first AND @end AND (id <= @tooMany OR kept_at < @before)",
            new { first, end = first + atATime - 1, tooMany = last - most, before = before.Ms() }) > 0;
    }
}
