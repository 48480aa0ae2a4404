using Prilavok.Core;
using Prilavok.Core.Delivery;

namespace Prilavok.Storage.Delivery;

internal sealed class LaneStore(LaneSignal signal, StorageMeter meter) : ILaneStore
{
    public async Task SyncAsync(IOwnerWork work, string appId, IReadOnlyCollection<Channel> channels)
    {
        var sql = SqlOwnerWork.Of(work);
        await sql.FinishAsync(); // What was appended so far wakes the lanes there were, and none that is opened now.
        var now = sql.RealNow.Ms();
        foreach (var channel in Enum.GetValues<Channel>())
        {
            if (channels.Contains(channel))
            {
                await sql.ExecuteAsync(LaneSql.Open, new { work.OwnerId, appId, channel = (int)channel, now });
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
            LaneSql.Claim + sql.Dialect.ClaimRows + LaneSql.Claimed, new { now = now.Ms(), until = (now + lease).Ms(), limit });
        return [.. rows.Select(row => row.Claimed with { LeasedUntil = now + lease })];
    }

    public async Task<bool> FixBatchAsync(IWork work, ClaimedLane lane, long batchEnd) =>
        await SqlSession.Of(work).ExecuteAsync(LaneSql.FixBatch, Guarded(lane, null, cursor: batchEnd)) > 0;

    public async Task<ClaimedLane?> SettleAsync(
        IOwnerWork work, ClaimedLane lane, Verdict verdict, Attempt? attempt, DateTimeOffset leaseUntil)
    {
        var sql = SqlOwnerWork.Of(work);
        var next = verdict switch
        {
            Verdict.Onward onward =>
                lane with { Cursor = onward.Cursor, BatchEnd = lane.BatchEnd > onward.Cursor ? lane.BatchEnd : null, Failures = 0, Refusals = 0 },
            Verdict.Split split => lane with { BatchEnd = split.End, Failures = 0, Refusals = 0 },
            _ => lane,
        };
        var isIdle = verdict is Verdict.Onward && next.Cursor >= (lane.Key.Parked != 0 ? lane.Key.Parked : work.Head);
        var isPaused = verdict switch
        {
            Verdict.Retry retry => await sql.FirstAsync<long?>(LaneSql.Retry, Guarded(
                lane, (sql.RealNow + retry.Pause).Ms(), refused: retry.IsRefusal ? 1 : 0, error: attempt?.Error ?? retry.Error)),
            Verdict.Stop => await sql.FirstAsync<long?>(LaneSql.Stop, Guarded(lane, null, error: attempt?.Error)),
            Verdict.Split split =>
                await sql.FirstAsync<long?>(LaneSql.Split, Guarded(lane, leaseUntil.Ms(), cursor: split.End, error: attempt?.Error)),
            _ when isIdle && lane.Key.Parked != 0 => await sql.FirstAsync<long?>(LaneSql.Close, Guarded(lane, null)),
            _ => await sql.FirstAsync<long?>(
                LaneSql.Advance, Guarded(lane, isIdle ? null : leaseUntil.Ms(), leased: isIdle ? 0 : 1, cursor: next.Cursor)),
        };
        if (isPaused is null)
        {
            return null;
        }

        await RecordAsync(sql, lane, verdict, attempt, isPaused.Value);
        if (verdict is Verdict.Stop)
        {
            await SteerAsync(work, lane.Key, LaneOrder.Pause); // Who is gone is gone for the whole channel.
        }

        if (isIdle || isPaused == 1 || verdict is Verdict.Retry or Verdict.Stop)
        {
            sql.InThisProcess(signal.RingSettled);
            return null;
        }

        return next with { LeasedUntil = leaseUntil };
    }

    public async Task<bool> RenewAsync(IWork work, ClaimedLane lane, DateTimeOffset leaseUntil) =>
        await SqlSession.Of(work).ExecuteAsync(LaneSql.Renew, Guarded(lane, leaseUntil.Ms())) > 0;

    public Task<long> ParkedAsync(ISession session, LaneKey lane) => SqlSession.Of(session).ScalarAsync<long>(
        "SELECT COUNT(*) FROM lanes WHERE owner_id = @OwnerId AND app_id = @AppId AND channel = @channel AND parked > 0",
        new { lane.OwnerId, lane.AppId, channel = (int)lane.Channel });

    public async Task SteerAsync(IOwnerWork work, LaneKey lane, LaneOrder order)
    {
        var sql = SqlOwnerWork.Of(work);
        await sql.FinishAsync(); // What was appended so far wakes the lane, unless it is paused already.
        var changed = await sql.ExecuteAsync(
            order switch
            {
                LaneOrder.Pause => LaneSql.Pause,
                LaneOrder.Resume => LaneSql.Resume,
                LaneOrder.Probe => LaneSql.Probe,
            },
            new { lane.OwnerId, lane.AppId, channel = (int)lane.Channel, now = sql.RealNow.Ms(), ownersNow = sql.Now.Ms() });
        if (changed > 0 && order != LaneOrder.Pause)
        {
            sql.AfterCommit(signal.RingDue);
        }
    }

    public async Task<LaneState?> FindAsync(ISession session, LaneKey lane) =>
        (await SqlSession.Of(session).FirstAsync<LaneRow>(
            LaneSql.States + " WHERE lanes.owner_id = @OwnerId AND app_id = @AppId AND channel = @channel AND parked = @Parked",
            new { lane.OwnerId, lane.AppId, lane.Parked, channel = (int)lane.Channel }))?.State;

    public async Task ReleaseAsync(IWork work, ClaimedLane lane, DateTimeOffset now) =>
        await SqlSession.Of(work).ExecuteAsync(LaneSql.Release, Guarded(lane, now.Ms()));

    public async Task<DateTimeOffset?> NextDueAsync(ISession session) =>
        Instant.At(await SqlSession.Of(session).ScalarAsync<long?>("SELECT MIN(due_at) FROM lanes WHERE due_at IS NOT NULL"));

    public async Task<(DateTimeOffset DueAt, IReadOnlyList<LaneKey> Lanes)?> NextRetryAsync(ISession session, string ownerId)
    {
        var rows = (await SqlSession.Of(session).QueryAsync<LaneRow>(
            """
            SELECT owner_id, app_id, channel, parked, due_at FROM lanes
            WHERE owner_id = @ownerId AND leased = 0
                AND due_at = (SELECT MIN(due_at) FROM lanes WHERE owner_id = @ownerId AND leased = 0)
            """,
            new { ownerId })).ToList();
        return rows is [{ DueAt: { } dueAt }, ..] ? (Instant.At(dueAt), [.. rows.Select(row => row.Key)]) : null;
    }

    public async Task<IReadOnlyList<LaneKey>> OpenAsync(ISession session, string ownerId, DateTimeOffset now)
    {
        var rows = await SqlSession.Of(session).QueryAsync<LaneRow>(
            "SELECT owner_id, app_id, channel, parked FROM lanes WHERE owner_id = @ownerId AND (leased = 1 OR due_at <= @now)",
            new { ownerId, now = now.Ms() });
        return [.. rows.Select(row => row.Key)];
    }

    /// <summary>A lease is real time: it stays where it is.</summary>
    public Task ShiftAsync(IOwnerWork work, TimeSpan step) =>
        SqlSession.Of(work).ExecuteAsync(
            "UPDATE lanes SET due_at = due_at - @step WHERE owner_id = @OwnerId AND due_at IS NOT NULL AND leased = 0",
            new { work.OwnerId, step = (long)step.TotalMilliseconds });

    public async Task<IReadOnlyList<LaneState>> ListAsync(ISession session, LaneQuery query, int limit)
    {
        var rows = await SqlSession.Of(session).QueryAsync<LaneRow>(
            LaneSql.States + " WHERE app_id = @AppId"
            + (query.OwnerId is null ? "" : " AND lanes.owner_id = @OwnerId")
            + (query.Channel is null ? "" : " AND channel = @channel")
            + (query.IsQueued ? " AND (due_at IS NOT NULL OR (paused = 1 AND cursor < head))" : "")
            + (query.Event is null ? "" : " AND cursor < @Event AND (parked = 0 OR parked >= @Event)")
            + (query.After is null ? "" : " AND (lanes.owner_id, channel, parked) > (@afterOwner, @afterChannel, @afterParked)")
            + " ORDER BY lanes.owner_id, channel, parked LIMIT @limit",
            new
            {
                query.AppId,
                query.OwnerId,
                channel = (int?)query.Channel,
                query.Event,
                afterOwner = query.After?.OwnerId,
                afterChannel = (int?)query.After?.Channel,
                afterParked = query.After?.Parked,
                limit,
            });
        return [.. rows.Select(row => row.State)];
    }

    public async Task<IReadOnlyList<LaneLag>> LagAsync(ISession session, DateTimeOffset now, int most)
    {
        var rows = await SqlSession.Of(session)
            .QueryAsync<(long Channel, long Busy, long Parked, long Behind, long? Since)>(LaneSql.Lag, new { most });
        return
        [
            .. rows.Select(row => new LaneLag(
                (Channel)row.Channel, row.Busy, row.Parked, row.Behind, TimeSpan.FromMilliseconds(Math.Max(0, now.Ms() - (row.Since ?? now.Ms()))))),
        ];
    }

    private async Task RecordAsync(SqlOwnerWork sql, ClaimedLane lane, Verdict verdict, Attempt? attempt, long paused)
    {
        if (attempt is not null)
        {
            await AttemptStore.AddAsync(sql, lane.Key, [attempt]);
        }

        if (verdict is Verdict.Park park)
        {
            await sql.ExecuteAsync(
                LaneSql.Park,
                new
                {
                    lane.Key.OwnerId,
                    lane.Key.AppId,
                    Channel = (int)lane.Key.Channel,
                    seq = park.Seq,
                    before = (park.First ?? park.Seq) - 1,
                    dueAt = paused == 1 ? (long?)null : (sql.RealNow + park.Pause).Ms(),
                    paused,
                    resumedAt = lane.ResumedAt.Ms(),
                    now = sql.RealNow.Ms(),
                    failures = lane.Failures + 1,
                    error = attempt?.Error,
                });
        }

        if (verdict is Verdict.GiveUp giveUp)
        {
            sql.InThisProcess(() => meter.GivenUp(lane.Key.Channel));
            await sql.ExecuteAsync(
                LaneSql.AddDeadLetter,
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

    private static object Guarded(ClaimedLane lane, long? dueAt, int leased = 0, long cursor = 0, int refused = 0, string? error = null) => new
    {
        lane.Key.OwnerId,
        lane.Key.AppId,
        Channel = (int)lane.Key.Channel,
        lane.Key.Parked,
        lane.Generation,
        dueAt,
        leased,
        cursor,
        refused,
        error,
    };
}
