using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Delivery;

namespace Prilavok.Storage.Delivery;

internal sealed class ReplayStore(ReplaySignal signal) : IReplays
{
    private const string Select = "SELECT app_id, replay_id, settings, state, events, sent, failed, last_error, created_at FROM replays";

    private const string Claim = """
        WITH due AS MATERIALIZED (
            SELECT app_id, replay_id FROM replays WHERE due_at <= @now ORDER BY due_at LIMIT 1
        """;

    private const string Claimed = """
        )
        UPDATE replays SET due_at = @until, generation = generation + 1 WHERE (app_id, replay_id) IN (SELECT app_id, replay_id FROM due)
        RETURNING app_id, replay_id, settings, state, events, sent, failed, last_error, created_at, generation
        """;

    private const string Ours = "WHERE app_id = @appId AND replay_id = @Id AND state = 1 AND generation = @Generation";

    private static readonly Statement InsertLane = new(
        """
        INSERT INTO replay_lanes (owner_id, app_id, replay_id, channel, cursor, last_seq, delivered, exceptions)
        VALUES (@owner, @app, @replay, @channel, @cursor, @last, @delivered, @exceptions)
        """,
        "@owner", "@app", "@replay", "@channel", "@cursor", "@last", "@delivered", "@exceptions");

    private static readonly Statement DropLane = new(
        "DELETE FROM replay_lanes WHERE owner_id = @owner AND app_id = @app AND replay_id = @replay AND channel = @channel",
        "@owner", "@app", "@replay", "@channel");

    /// <summary>
    /// An idle lane has dealt with all there is, wherever its cursor stands. Time runs forward along a log, so one that ended before holds nothing.
    /// </summary>
    private const string Lanes = """
        SELECT lanes.owner_id, lanes.app_id, lanes.channel, owners.head AS last_seq,
            CASE WHEN lanes.due_at IS NULL AND lanes.paused = 0 THEN owners.head ELSE lanes.cursor END AS delivered
        FROM lanes JOIN owners ON owners.owner_id = lanes.owner_id
        WHERE lanes.app_id = @appId AND lanes.parked = 0 AND owners.log_at >= @since
        """;

    public async Task<IReadOnlyList<ReplayLane>> PlanAsync(ISession session, string appId, ReplayOrder order)
    {
        var sql = SqlSession.Of(session);
        var key = Ids.Key(appId);
        var one = order.OwnerId is null ? "" : " AND lanes.owner_id = @OwnerId";
        var rows = (await sql.QueryAsync<ReplayLaneRow>(
            Lanes + one + " ORDER BY lanes.owner_id, lanes.channel", new { appId = key, order.OwnerId, since = order.Since.Ms() })).ToList();
        var exceptions = order.OnlyFailed ? await ExceptionsAsync(sql, key, order.OwnerId) : null;
        return
        [
            .. rows.Where(row => order.Channels.Count == 0 || order.Channels.Contains((Channel)row.Channel))
                .Select(row => new ReplayLane(row.Key, 0, row.LastSeq, row.Delivered, exceptions is null ? [] : [.. exceptions[row.Key]]))
                .Where(lane => lane.StartOf(order) < lane.End),
        ];
    }

    public async Task AddAsync(IWork work, Replay replay, IReadOnlyList<ReplayLane> lanes, DateTimeOffset now)
    {
        var sql = SqlSession.Of(work);
        await sql.ExecuteAsync(
            """
            INSERT INTO replays (app_id, replay_id, settings, state, events, due_at, created_at)
            VALUES (@appId, @Id, @settings, @state, @events, @now, @createdAt)
            """,
            new
            {
                appId = Ids.Key(replay.AppId),
                replay.Id,
                settings = JsonSerializer.SerializeToUtf8Bytes(replay.Order, StorageJson.Default.ReplayOrder),
                state = (int)replay.State,
                events = replay.Events ?? ReplayRow.Uncounted,
                now = replay.State == ReplayState.Running ? now.Ms() : (long?)null,
                createdAt = replay.CreatedAt.Ms(),
            });
        await sql.ExecuteEachAsync(InsertLane, lanes.Select(lane => new object?[]
        {
            lane.Key.OwnerId, Ids.Key(replay.AppId), replay.Id, (int)lane.Key.Channel, lane.Cursor, lane.End, lane.Delivered,
            JsonSerializer.Serialize([.. lane.Exceptions.SelectMany(range => new[] { range.First, range.Last })], StorageJson.Default.Int64Array),
        }));
        work.AfterCommit(signal.RingDue);
    }

    public async Task<Replay?> FindAsync(ISession session, string appId, string replayId) =>
        (await SqlSession.Of(session).FirstAsync<ReplayRow>(
            Select + " WHERE app_id = @appId AND replay_id = @replayId", new { appId = Ids.Key(appId), replayId }))?.Replay;

    public async Task<IReadOnlyList<Replay>> ListAsync(ISession session, string appId, int limit) =>
        [.. (await SqlSession.Of(session).QueryAsync<ReplayRow>(
            Select + " WHERE app_id = @appId ORDER BY created_at DESC, replay_id DESC LIMIT @limit", new { appId = Ids.Key(appId), limit }))
            .Select(row => row.Replay)];

    public async Task<IReadOnlyList<string>> OpenAsync(ISession session, string ownerId) =>
        [.. await SqlSession.Of(session).QueryAsync<string>(
            "SELECT DISTINCT replay_id FROM replay_lanes WHERE owner_id = @ownerId ORDER BY replay_id", new { ownerId })];

    public async Task<bool> StopAsync(IWork work, string appId, string replayId)
    {
        var stopped = await SqlSession.Of(work).ExecuteAsync(
            "UPDATE replays SET state = 3, due_at = NULL WHERE app_id = @appId AND replay_id = @replayId AND state = 1",
            new { appId = Ids.Key(appId), replayId }) > 0;
        if (stopped)
        {
            await ForgetLanesAsync(work, appId, replayId);
        }

        return stopped;
    }

    public async Task<Replay?> ClaimAsync(IWork work, DateTimeOffset now, TimeSpan lease)
    {
        var sql = SqlSession.Of(work);
        return (await sql.FirstAsync<ReplayRow>(
            Claim + sql.Dialect.ClaimRows + Claimed, new { now = now.Ms(), until = (now + lease).Ms() }))?.Replay;
    }

    public async Task<DateTimeOffset?> NextDueAsync(ISession session) =>
        Instant.At(await SqlSession.Of(session).ScalarAsync<long?>("SELECT MIN(due_at) FROM replays WHERE due_at IS NOT NULL"));

    public async Task<IReadOnlyList<ReplayLane>> LanesAsync(ISession session, Replay replay)
    {
        var rows = await SqlSession.Of(session).QueryAsync<ReplayLaneRow>(
            """
            SELECT owner_id, app_id, channel, cursor, last_seq, delivered, exceptions FROM replay_lanes
            WHERE app_id = @appId AND replay_id = @Id ORDER BY owner_id, channel
            """,
            new { appId = Ids.Key(replay.AppId), replay.Id });
        return [.. rows.Select(row => new ReplayLane(row.Key, row.Cursor, row.LastSeq, row.Delivered, row.Ranges))];
    }

    public async Task<bool> CountAsync(IWork work, Replay replay, long? events, IReadOnlyList<LaneKey> empty, DateTimeOffset leaseUntil)
    {
        var sql = SqlSession.Of(work);
        var appId = Ids.Key(replay.AppId);
        var isOurs = await sql.ExecuteAsync(
            "UPDATE replays SET events = COALESCE(@events, events), due_at = @until " + Ours,
            new { appId, replay.Id, replay.Generation, events, until = leaseUntil.Ms() }) > 0;
        if (isOurs)
        {
            await sql.ExecuteEachAsync(DropLane, empty.Select(lane => new object?[] { lane.OwnerId, appId, replay.Id, (int)lane.Channel }));
        }

        return isOurs;
    }

    public async Task<bool> AdvanceAsync(
        IWork work, Replay replay, LaneKey lane, long cursor, int sent, int failed, string? error, DateTimeOffset leaseUntil)
    {
        var sql = SqlSession.Of(work);
        var appId = Ids.Key(replay.AppId);
        var isOurs = await sql.ExecuteAsync(
            "UPDATE replays SET sent = sent + @sent, failed = failed + @failed, last_error = COALESCE(@error, last_error), due_at = @until " + Ours,
            new { appId, replay.Id, replay.Generation, sent, failed, error, until = leaseUntil.Ms() }) > 0;
        if (isOurs)
        {
            await sql.ExecuteAsync(
                "UPDATE replay_lanes SET cursor = @cursor WHERE owner_id = @OwnerId AND app_id = @appId AND replay_id = @Id AND channel = @channel",
                new { lane.OwnerId, appId, replay.Id, channel = (int)lane.Channel, cursor });
        }

        return isOurs;
    }

    public async Task FinishAsync(IWork work, Replay replay, string? fault = null)
    {
        const string Finish = "UPDATE replays SET state = 2, due_at = NULL, last_error = COALESCE(@fault, last_error), "
            + "failed = CASE WHEN @fault IS NOT NULL AND events > sent THEN events - sent ELSE failed END ";
        if (await SqlSession.Of(work).ExecuteAsync(Finish + Ours, new { appId = Ids.Key(replay.AppId), replay.Id, replay.Generation, fault }) > 0)
        {
            await ForgetLanesAsync(work, replay.AppId, replay.Id);
            work.AfterCommit(signal.RingSettled);
        }
    }

    private static Task ForgetLanesAsync(IWork work, string appId, string replayId) => SqlSession.Of(work).ExecuteAsync(
        "DELETE FROM replay_lanes WHERE app_id = @appId AND replay_id = @replayId", new { appId = Ids.Key(appId), replayId });

    private static async Task<ILookup<LaneKey, SeqRange>> ExceptionsAsync(SqlSession sql, string appId, string? ownerId)
    {
        var one = ownerId is null ? "" : " AND owner_id = @ownerId";
        var parked = await sql.QueryAsync<SeqRangeRow>(
            "SELECT owner_id, app_id, channel, cursor + 1 AS first_seq, parked AS last_seq FROM lanes WHERE app_id = @appId AND parked > 0" + one,
            new { appId, ownerId });
        var dead = await sql.QueryAsync<SeqRangeRow>(
            "SELECT owner_id, app_id, channel, first_seq, last_seq FROM dead_letters WHERE app_id = @appId" + one, new { appId, ownerId });
        return parked.Concat(dead).ToLookup(row => row.Key, row => new SeqRange(row.FirstSeq, row.LastSeq));
    }
}
