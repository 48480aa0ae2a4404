namespace Prilavok.Storage.Delivery;

/// <summary>The statements of lanes. Those with a generation are guarded by it.</summary>
internal static class LaneSql
{
    /// <summary>The generation starts at the time: a lane closed and opened anew never takes a verdict meant for the former one.</summary>
    public const string Open = """
        INSERT INTO lanes (owner_id, app_id, channel, cursor, generation)
        SELECT owner_id, @appId, @channel, head, @now FROM owners WHERE owner_id = @OwnerId
        ON CONFLICT (owner_id, app_id, channel, parked) DO NOTHING
        """;

    /// <summary>Materialized, so that no plan chooses twice and takes more lanes than it may.</summary>
    public const string Claim = """
        WITH due AS MATERIALIZED (
            SELECT owner_id, app_id, channel, parked FROM lanes WHERE due_at <= @now ORDER BY due_at LIMIT @limit
        """;

    public const string Claimed = """
        )
        UPDATE lanes SET leased = 1, generation = generation + 1, due_at = @until
        WHERE (owner_id, app_id, channel, parked) IN (SELECT owner_id, app_id, channel, parked FROM due)
        RETURNING owner_id, app_id, channel, parked, generation, cursor, batch_end, failures, refusals, paused, resumed_at
        """;

    private const string Ours =
        "WHERE owner_id = @OwnerId AND app_id = @AppId AND channel = @Channel AND parked = @Parked AND generation = @Generation";

    public const string FixBatch = "UPDATE lanes SET batch_end = @cursor " + Ours;

    /// <summary>
    /// A lane that was paused meanwhile comes to rest, whatever came of the attempt. Of several batches under way the others stay fixed.
    /// </summary>
    public const string Advance = """
        UPDATE lanes SET cursor = @cursor, batch_end = CASE WHEN batch_end > @cursor THEN batch_end END, failures = 0, refusals = 0,
            last_error = NULL,
            leased = CASE WHEN paused = 1 THEN 0 ELSE @leased END, due_at = CASE WHEN paused = 1 THEN NULL ELSE @dueAt END
        """ + " " + Ours + Paused;

    public const string Retry = """
        UPDATE lanes SET failures = failures + 1, refusals = CASE WHEN @refused = 1 THEN refusals + 1 ELSE 0 END, last_error = @error,
            leased = 0, due_at = CASE WHEN paused = 1 THEN NULL ELSE @dueAt END
        """ + " " + Ours + Paused;

    public const string Stop = """
        UPDATE lanes SET failures = failures + 1, last_error = @error, leased = 0, paused = 1, due_at = NULL
        """ + " " + Ours + Paused;

    public const string Split = """
        UPDATE lanes SET batch_end = @cursor, failures = 0, refusals = 0, last_error = @error,
            leased = CASE WHEN paused = 1 THEN 0 ELSE 1 END, due_at = CASE WHEN paused = 1 THEN NULL ELSE @dueAt END
        """ + " " + Ours + Paused;

    /// <summary>What is parked and dealt with leaves nothing behind.</summary>
    public const string Close = "DELETE FROM lanes " + Ours + Paused;

    public const string Park = """
        INSERT INTO lanes (owner_id, app_id, channel, parked, cursor, batch_end, due_at, paused, generation, failures, resumed_at, last_error)
        VALUES (@OwnerId, @AppId, @Channel, @seq, @before, @seq, @dueAt, @paused, @now, @failures, @resumedAt, @error)
        """;

    public const string Renew = "UPDATE lanes SET due_at = @dueAt " + Ours + " AND leased = 1";

    private const string Paused = " RETURNING paused";

    public const string Release = "UPDATE lanes SET leased = 0, due_at = CASE WHEN paused = 1 THEN NULL ELSE @dueAt END " + Ours;

    /// <summary>With the events that are parked: they go where the others go.</summary>
    private const string This = "WHERE owner_id = @OwnerId AND app_id = @AppId AND channel = @channel";

    /// <summary>Where the log of the owner that is held ends, as the statement itself sees it.</summary>
    private const string End = "(SELECT head FROM owners WHERE owner_id = @OwnerId)";

    /// <summary>The cursor of an idle lane stands still while the log goes on: now it must be where the log ends.</summary>
    public const string Pause = "UPDATE lanes SET paused = 1, cursor = CASE WHEN paused = 0 AND due_at IS NULL THEN " + End + """
         ELSE cursor END,
            due_at = CASE WHEN leased = 1 THEN due_at ELSE NULL END
        """ + " " + This;

    public const string Resume =
        "UPDATE lanes SET paused = 0, resumed_at = @ownersNow, due_at = CASE WHEN leased = 1 THEN due_at WHEN cursor < " + End + """
         THEN @now ELSE NULL END
        """ + " " + This + " AND paused = 1";

    public const string Probe =
        "UPDATE lanes SET due_at = @now " + This + " AND leased = 0 AND (due_at IS NOT NULL OR (paused = 1 AND cursor < " + End + "))";

    public const string States = """
        SELECT lanes.owner_id, app_id, channel, parked, cursor, head, due_at, leased, paused, failures, last_error
        FROM lanes JOIN owners ON owners.owner_id = lanes.owner_id
        """;

    /// <summary>
    /// The first event after the cursor of each lane's kind (documents by the walk over the log, the others by the index of the rest), as long
    /// ago as it is on its owner's clock. No event has the numbers of a gap, nor the one behind it, from which the log went on. Sums of the
    /// one database are of a wider type.
    /// </summary>
    public const string Lag = """
        SELECT channel, CAST(SUM(follows) AS BIGINT), CAST(SUM(1 - follows) AS BIGINT), CAST(SUM(follows * (head - cursor - lost)) AS BIGINT),
            MIN(since) FROM (
            SELECT busy.channel, CASE WHEN busy.parked = 0 THEN 1 ELSE 0 END AS follows, busy.cursor, owners.head,
                COALESCE((SELECT SUM(last_seq - first_seq + 2) FROM log_gaps WHERE owner_id = busy.owner_id AND first_seq > busy.cursor), 0) AS lost,
                CASE
                    WHEN busy.parked <> 0 THEN NULL
                    WHEN busy.channel IN (6, 7) THEN
                        (SELECT at FROM events WHERE owner_id = busy.owner_id AND seq > busy.cursor AND kind = 1 ORDER BY seq LIMIT 1)
                    ELSE
                        (SELECT at FROM events WHERE owner_id = busy.owner_id AND seq > busy.cursor AND kind <> 1
                            AND kind = CASE busy.channel
                                WHEN 1 THEN 2 WHEN 2 THEN 3 WHEN 3 THEN 4 WHEN 4 THEN 5 WHEN 5 THEN 6 WHEN 8 THEN 9 WHEN 9 THEN 7 WHEN 10 THEN 8 END
                            ORDER BY seq LIMIT 1)
                END - owners.clock_offset AS since
            FROM (SELECT owner_id, channel, parked, cursor FROM lanes WHERE due_at IS NOT NULL ORDER BY due_at LIMIT @most) AS busy
            JOIN owners ON owners.owner_id = busy.owner_id
        ) AS lags
        GROUP BY channel
        """;

    public const string AddDeadLetter = """
        INSERT INTO dead_letters (owner_id, app_id, channel, first_seq, last_seq, at, error)
        VALUES (@OwnerId, @AppId, @Channel, @firstSeq, @lastSeq, @at, @error)
        ON CONFLICT (owner_id, app_id, channel, first_seq) DO NOTHING
        """;
}
