using Prilavok.Core;
using Prilavok.Core.Delivery;

namespace Prilavok.Storage.Delivery;

internal sealed class LaneStore(LaneSignal signal) : ILaneStore
{
    /// <summary>The generation starts at the time: a lane closed and opened anew never takes a verdict meant for the former one.</summary>
    private const string Open = """
        INSERT INTO lanes (owner_id, app_id, channel, cursor, generation) VALUES (@OwnerId, @appId, @channel, @Head, @now)
        ON CONFLICT (owner_id, app_id, channel) DO NOTHING
        """;

    /// <summary>Materialized, so that no plan chooses twice and takes more lanes than it may.</summary>
    private const string Claim = """
        WITH due AS MATERIALIZED (
            SELECT owner_id, app_id, channel FROM lanes WHERE due_at <= @now ORDER BY due_at LIMIT @limit
        """;

    private const string Claimed = """
        )
        UPDATE lanes SET leased = 1, generation = generation + 1, due_at = @until
        WHERE (owner_id, app_id, channel) IN (SELECT owner_id, app_id, channel FROM due)
        RETURNING owner_id, app_id, channel, generation, cursor, batch_end, failures
        """;

    private const string Ours = "WHERE owner_id = @OwnerId AND app_id = @AppId AND channel = @Channel AND generation = @Generation";

    private const string FixBatch = "UPDATE lanes SET batch_end = @batchEnd " + Ours;

    private const string Advance = """
        UPDATE lanes SET cursor = @cursor, batch_end = NULL, failures = 0, last_error = NULL, leased = @leased, due_at = @dueAt
        """ + " " + Ours;

    private const string Retry = """
        UPDATE lanes SET failures = failures + 1, last_error = @error, leased = 0, due_at = @dueAt
        """ + " " + Ours;

    private const string Release = "UPDATE lanes SET leased = 0, due_at = @dueAt " + Ours;

    private const string AddAttempt = """
        INSERT INTO attempts (owner_id, app_id, channel, delivery_id, first_seq, last_seq, number, at, took, status, error)
        VALUES (@OwnerId, @AppId, @Channel, @DeliveryId, @FirstSeq, @LastSeq, @Number, @At, @Took, @Status, @Error)
        """;

    private const string AddDeadLetter = """
        INSERT INTO dead_letters (owner_id, app_id, channel, first_seq, last_seq, at, error)
        VALUES (@OwnerId, @AppId, @Channel, @firstSeq, @lastSeq, @at, @error)
        ON CONFLICT (owner_id, app_id, channel, first_seq) DO NOTHING
        """;

    public async Task SyncAsync(IOwnerWork work, string appId, IReadOnlyCollection<Channel> channels)
    {
        var sql = SqlOwnerWork.Of(work);
        await sql.FinishAsync(); // What was appended so far wakes the lanes there were, and none that is opened now.
        var now = sql.RealNow.Ms();
        foreach (var channel in Enum.GetValues<Channel>())
        {
            if (channels.Contains(channel))
            {
                await sql.ExecuteAsync(Open, new { work.OwnerId, appId, channel = (int)channel, work.Head, now });
            }
            else
            {
                await sql.ExecuteAsync(
                    "DELETE FROM lanes WHERE owner_id = @OwnerId AND app_id = @appId AND channel = @channel",
                    new { work.OwnerId, appId, channel = (int)channel });
            }
        }
    }

    public async Task<IReadOnlyList<ClaimedLane>> ClaimAsync(IWork work, DateTimeOffset now, TimeSpan lease, int limit)
    {
        var sql = SqlSession.Of(work);
        var rows = await sql.QueryAsync<LaneRow>(
            Claim + sql.Dialect.ClaimRows + Claimed, new { now = now.Ms(), until = (now + lease).Ms(), limit });
        return [.. rows.Select(row => new ClaimedLane(row.Key, row.Generation, row.Cursor, row.BatchEnd, row.Failures))];
    }

    public async Task<bool> FixBatchAsync(IWork work, ClaimedLane lane, long batchEnd) =>
        await SqlSession.Of(work).ExecuteAsync(
            FixBatch, new { lane.Key.OwnerId, lane.Key.AppId, Channel = (int)lane.Key.Channel, lane.Generation, batchEnd }) > 0;

    public async Task<ClaimedLane?> SettleAsync(
        IOwnerWork work, ClaimedLane lane, Verdict verdict, Attempt? attempt, DateTimeOffset leaseUntil)
    {
        var sql = SqlOwnerWork.Of(work);
        var next = verdict switch
        {
            Verdict.Advance advance => lane with { Cursor = advance.Cursor, BatchEnd = null, Failures = 0 },
            Verdict.GiveUp giveUp => lane with { Cursor = giveUp.Cursor, BatchEnd = null, Failures = 0 },
            _ => lane,
        };
        var isIdle = verdict is not Verdict.Retry && next.Cursor >= work.Head;
        var changed = verdict switch
        {
            Verdict.Retry retry => await sql.ExecuteAsync(Retry, Guarded(lane, (sql.RealNow + retry.Pause).Ms(), error: attempt?.Error)),
            _ => await sql.ExecuteAsync(
                Advance, Guarded(lane, isIdle ? null : leaseUntil.Ms(), leased: isIdle ? 0 : 1, cursor: next.Cursor)),
        };
        if (changed == 0)
        {
            return null;
        }

        await RecordAsync(sql, lane, verdict, attempt);
        if (isIdle || verdict is Verdict.Retry)
        {
            sql.InThisProcess(signal.RingSettled);
            return null;
        }

        return next;
    }

    public async Task ReleaseAsync(IWork work, ClaimedLane lane, DateTimeOffset now) =>
        await SqlSession.Of(work).ExecuteAsync(Release, Guarded(lane, now.Ms()));

    public async Task<DateTimeOffset?> NextDueAsync(ISession session) =>
        Instant.At(await SqlSession.Of(session).ScalarAsync<long?>("SELECT MIN(due_at) FROM lanes WHERE due_at IS NOT NULL"));

    public async Task<(DateTimeOffset DueAt, IReadOnlyList<LaneKey> Lanes)?> NextRetryAsync(ISession session, string ownerId)
    {
        var rows = (await SqlSession.Of(session).QueryAsync<LaneRow>(
            """
            SELECT owner_id, app_id, channel, due_at FROM lanes
            WHERE owner_id = @ownerId AND leased = 0
                AND due_at = (SELECT MIN(due_at) FROM lanes WHERE owner_id = @ownerId AND leased = 0)
            """,
            new { ownerId })).ToList();
        return rows is [{ DueAt: { } dueAt }, ..] ? (Instant.At(dueAt), [.. rows.Select(row => row.Key)]) : null;
    }

    public async Task<IReadOnlyList<LaneKey>> OpenAsync(ISession session, string ownerId, DateTimeOffset now)
    {
        var rows = await SqlSession.Of(session).QueryAsync<LaneRow>(
            "SELECT owner_id, app_id, channel FROM lanes WHERE owner_id = @ownerId AND (leased = 1 OR due_at <= @now)",
            new { ownerId, now = now.Ms() });
        return [.. rows.Select(row => row.Key)];
    }

    /// <summary>A lease is real time: it stays where it is.</summary>
    public Task ShiftAsync(IOwnerWork work, TimeSpan step) =>
        SqlSession.Of(work).ExecuteAsync(
            "UPDATE lanes SET due_at = due_at - @step WHERE owner_id = @OwnerId AND due_at IS NOT NULL AND leased = 0",
            new { work.OwnerId, step = (long)step.TotalMilliseconds });

    public async Task<IReadOnlyList<LaneState>> ListAsync(ISession session, string appId)
    {
        var rows = await SqlSession.Of(session).QueryAsync<LaneRow>(
            """
            SELECT lanes.owner_id, app_id, channel, cursor, head, due_at, leased, failures, last_error
            FROM lanes JOIN owners ON owners.owner_id = lanes.owner_id WHERE app_id = @appId ORDER BY lanes.owner_id, channel
            """,
            new { appId });
        return [.. rows.Select(row => new LaneState(
            row.Key, row.Cursor, row.Head, Instant.At(row.DueAt), row.Leased != 0, row.Failures, row.LastError))];
    }

    public async Task<IReadOnlyList<(LaneKey Lane, Attempt Attempt)>> AttemptsAsync(
        ISession session, string appId, string? ownerId, int limit)
    {
        const string Select = """
            SELECT owner_id, app_id, channel, delivery_id, first_seq, last_seq, number, at, took, status, error FROM attempts
            WHERE app_id = @appId
            """;
        var rows = await SqlSession.Of(session).QueryAsync<AttemptRow>(
            Select + (ownerId is null ? "" : " AND owner_id = @ownerId") + " ORDER BY at DESC, last_seq DESC LIMIT @limit",
            new { appId, ownerId, limit });
        return [.. rows.Select(row => (row.Lane, row.Attempt))];
    }

    private static async Task RecordAsync(SqlOwnerWork sql, ClaimedLane lane, Verdict verdict, Attempt? attempt)
    {
        if (attempt is not null)
        {
            await sql.ExecuteAsync(AddAttempt, AttemptRow.Of(lane.Key, attempt));
        }

        if (verdict is Verdict.GiveUp giveUp)
        {
            await sql.ExecuteAsync(
                AddDeadLetter,
                new
                {
                    lane.Key.OwnerId,
                    lane.Key.AppId,
                    Channel = (int)lane.Key.Channel,
                    firstSeq = lane.Cursor + 1,
                    lastSeq = giveUp.Cursor,
                    at = sql.Now.Ms(),
                    error = attempt?.Error ?? "out of time",
                });
        }
    }

    private static object Guarded(ClaimedLane lane, long? dueAt, int leased = 0, long cursor = 0, string? error = null) => new
    {
        lane.Key.OwnerId,
        lane.Key.AppId,
        Channel = (int)lane.Key.Channel,
        lane.Generation,
        dueAt,
        leased,
        cursor,
        error,
    };
}
