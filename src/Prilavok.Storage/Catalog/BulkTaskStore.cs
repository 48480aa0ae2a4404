using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Catalog;

namespace Prilavok.Storage.Catalog;

internal sealed class BulkTaskStore(BulkSignal signal) : IBulkTasks
{
    private const string Insert = """
        INSERT INTO bulk_tasks (owner_id, task_id, app_id, number, is_group, status, modified_at, order_data, due_at, items)
        VALUES (@OwnerId, @taskId, @AppId, (SELECT COALESCE(MAX(number), 0) + 1 FROM bulk_tasks WHERE owner_id = @OwnerId),
                @isGroup, @status, @modifiedAt, @orderData, @dueAt, @items)
        RETURNING number
        """;

    private const string Select =
        "SELECT task_id, number, is_group, status, modified_at FROM bulk_tasks WHERE owner_id = @ownerId AND app_id = @appId";

    /// <summary>Of an owner only the first that is not done. Materialized, so that no plan chooses twice and takes more than it may.</summary>
    private const string Claim = """
        WITH due AS MATERIALIZED (
            SELECT owner_id, task_id FROM bulk_tasks
            WHERE due_at <= @now AND NOT EXISTS (
                SELECT 1 FROM bulk_tasks AS former
                WHERE former.owner_id = bulk_tasks.owner_id AND former.due_at IS NOT NULL AND former.number < bulk_tasks.number)
            ORDER BY due_at LIMIT @limit
        """;

    private const string Claimed = """
        )
        UPDATE bulk_tasks SET generation = generation + 1, due_at = @until, status = 2, modified_at = CASE status
            WHEN 1 THEN @now + (SELECT clock_offset FROM owners WHERE owners.owner_id = bulk_tasks.owner_id) ELSE modified_at END
        WHERE (owner_id, task_id) IN (SELECT owner_id, task_id FROM due)
        RETURNING owner_id, task_id, generation, next_item, failures
        """;

    private const string Ours = "WHERE owner_id = @OwnerId AND task_id = @TaskId AND generation = @Generation AND due_at IS NOT NULL";

    private const string Finish = $"""
        UPDATE bulk_tasks SET due_at = NULL, done_at = @doneAt, modified_at = @modifiedAt, items = NULL,
            status = COALESCE(@status, CASE failed_items WHEN 0 THEN 3 ELSE 4 END)
        {Ours}
        """;

    public async Task<BulkTask> AddAsync(IOwnerWork work, string taskId, BulkOrder order, ReadOnlyMemory<byte> items)
    {
        var sql = SqlOwnerWork.Of(work);
        var number = await sql.ScalarAsync<long>(
            Insert,
            new
            {
                work.OwnerId,
                taskId,
                order.AppId,
                isGroup = order.IsGroup ? 1 : 0,
                status = (int)BulkStatus.Accepted,
                modifiedAt = work.Now.Ms(),
                orderData = JsonSerializer.SerializeToUtf8Bytes(order, StorageJson.Default.BulkOrder),
                dueAt = sql.RealNow.Ms(),
                items = items.ToArray(),
            });
        return new BulkTask(taskId, number, order.IsGroup, BulkStatus.Accepted, work.Now);
    }

    public async Task<BulkTask?> FindAsync(ISession session, string ownerId, string appId, string taskId) =>
        (await SqlSession.Of(session).FirstAsync<BulkTaskRow>(
            Select + " AND task_id = @taskId", new { ownerId, appId, taskId = Ids.Key(taskId) }))?.Task;

    public async Task<IReadOnlyList<BulkTask>> ListAsync(ISession session, string ownerId, string appId, long before, int limit)
    {
        var rows = await SqlSession.Of(session).QueryAsync<BulkTaskRow>(
            Select + " AND number < @before ORDER BY number DESC LIMIT @limit", new { ownerId, appId, before, limit });
        return [.. rows.Select(row => row.Task)];
    }

    public async Task<(int NextItem, byte[] Details)?> DetailsAsync(ISession session, string ownerId, string taskId, int firstItem) =>
        await SqlSession.Of(session).FirstAsync<BulkDetailsRow>(
            "SELECT next_item, details FROM bulk_details WHERE owner_id = @ownerId AND task_id = @taskId AND first_item = @firstItem",
            new { ownerId, taskId, firstItem }) is { } row
            ? (row.NextItem, row.Details)
            : null;

    public async Task<IReadOnlyList<ClaimedBulk>> ClaimAsync(IWork work, DateTimeOffset now, TimeSpan lease, int limit)
    {
        var sql = SqlSession.Of(work);
        var rows = await sql.QueryAsync<BulkTaskRow>(
            Claim + sql.Dialect.ClaimRows + Claimed, new { now = now.Ms(), until = (now + lease).Ms(), limit });
        return [.. rows.Select(row => row.Claimed)];
    }

    public async Task<(BulkOrder Order, byte[] Items)?> OrderAsync(ISession session, ClaimedBulk claimed)
    {
        var row = await SqlSession.Of(session).FirstAsync<BulkTaskRow>("SELECT order_data, items FROM bulk_tasks " + Ours, claimed);
        return row is { Items: { } items }
            ? (JsonSerializer.Deserialize(row.OrderData, StorageJson.Default.BulkOrder)!, items)
            : null;
    }

    public async Task<bool> HoldAsync(IOwnerWork work, ClaimedBulk claimed, DateTimeOffset leaseUntil) =>
        await SqlSession.Of(work).ExecuteAsync("UPDATE bulk_tasks SET due_at = @until " + Ours, Guarded(claimed, until: leaseUntil.Ms())) > 0;

    public async Task<ClaimedBulk> AdvanceAsync(IOwnerWork work, ClaimedBulk claimed, int nextItem, ReadOnlyMemory<byte> details, int failed)
    {
        var sql = SqlSession.Of(work);
        await sql.ExecuteAsync(
            "INSERT INTO bulk_details (owner_id, task_id, first_item, next_item, details) VALUES (@OwnerId, @TaskId, @NextItem, @next, @details)",
            new { claimed.OwnerId, claimed.TaskId, claimed.NextItem, next = nextItem, details = details.ToArray() });
        await sql.ExecuteAsync(
            "UPDATE bulk_tasks SET next_item = @next, failed_items = failed_items + @failed, failures = 0 " + Ours,
            Guarded(claimed, next: nextItem, failed: failed));
        return claimed with { NextItem = nextItem, Failures = 0 };
    }

    public async Task FinishAsync(IOwnerWork work, ClaimedBulk claimed, BulkStatus? status = null)
    {
        var sql = SqlOwnerWork.Of(work);
        await sql.ExecuteAsync(
            Finish,
            new
            {
                claimed.OwnerId,
                claimed.TaskId,
                claimed.Generation,
                status = (long?)status,
                doneAt = sql.RealNow.Ms(),
                modifiedAt = work.Now.Ms(),
            });

        // The owner's next task was held back by this one.
        sql.InThisProcess(signal.RingSettled);
        sql.InThisProcess(signal.RingDue);
    }

    public Task ReleaseAsync(IWork work, ClaimedBulk claimed, DateTimeOffset dueAt, bool hasFailed) => SqlSession.Of(work).ExecuteAsync(
        "UPDATE bulk_tasks SET due_at = @until, failures = failures + @failed " + Ours,
        Guarded(claimed, until: dueAt.Ms(), failed: hasFailed ? 1 : 0));

    public async Task<DateTimeOffset?> NextDueAsync(ISession session) => Instant.At(await SqlSession.Of(session).ScalarAsync<long?>(
        """
        SELECT MIN(due_at) FROM bulk_tasks
        WHERE due_at IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM bulk_tasks AS former
            WHERE former.owner_id = bulk_tasks.owner_id AND former.due_at IS NOT NULL AND former.number < bulk_tasks.number)
        """));

    public async Task<IReadOnlyList<string>> OpenAsync(ISession session, string ownerId) =>
        [.. await SqlSession.Of(session).QueryAsync<string>(
            "SELECT task_id FROM bulk_tasks WHERE owner_id = @ownerId AND due_at IS NOT NULL ORDER BY number", new { ownerId })];

    public async Task<int> SweepAsync(IWork work, DateTimeOffset doneBefore, int limit)
    {
        var sql = SqlSession.Of(work);
        var gone = (await sql.QueryAsync<BulkTaskRow>(
            "SELECT owner_id, task_id FROM bulk_tasks WHERE done_at < @doneBefore ORDER BY done_at LIMIT @limit",
            new { doneBefore = doneBefore.Ms(), limit })).ToList();
        foreach (var row in gone)
        {
            await sql.ExecuteAsync("DELETE FROM bulk_details WHERE owner_id = @OwnerId AND task_id = @TaskId", new { row.OwnerId, row.TaskId });
            await sql.ExecuteAsync("DELETE FROM bulk_tasks WHERE owner_id = @OwnerId AND task_id = @TaskId", new { row.OwnerId, row.TaskId });
        }

        return gone.Count;
    }

    private static object Guarded(ClaimedBulk claimed, long until = 0, int next = 0, int failed = 0) => new
    {
        claimed.OwnerId,
        claimed.TaskId,
        claimed.Generation,
        until,
        next,
        failed,
    };
}
