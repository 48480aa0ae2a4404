using Prilavok.Core;
using Prilavok.Core.Delivery;

namespace Prilavok.Storage.Delivery;

internal sealed class DueTimes(LaneSignal signal) : IDueTimes
{
    public async Task FreeAsync(IWork work, DateTimeOffset now)
    {
        var sql = SqlSession.Of(work);
        await sql.ExecuteAsync(
            "UPDATE lanes SET leased = 0, due_at = CASE WHEN paused = 1 THEN NULL ELSE @now END WHERE leased = 1", new { now = now.Ms() });
        await sql.ExecuteAsync("UPDATE bulk_tasks SET due_at = @now WHERE due_at > @now AND status = 2", new { now = now.Ms() });
        await sql.ExecuteAsync("UPDATE replays SET due_at = @now WHERE due_at > @now", new { now = now.Ms() });
        await sql.ExecuteAsync("UPDATE subscriptions SET leased = 0, due_at = @now WHERE leased = 1", new { now = now.Ms() });
    }

    /// <summary>A lease of a lane stays: whoever holds it may be sending. Subscriptions go by the date, and wait for it.</summary>
    public async Task BringForwardAsync(IWork work, DateTimeOffset now, TimeSpan step)
    {
        var sql = SqlSession.Of(work);
        var args = new { now = now.Ms(), step = (long)step.TotalMilliseconds };
        await sql.ExecuteAsync("UPDATE lanes SET due_at = due_at - @step WHERE due_at > @now AND leased = 0", args);
        await sql.ExecuteAsync("UPDATE bulk_tasks SET due_at = due_at - @step WHERE due_at > @now", args);
        work.AfterCommit(signal.RingDue);
    }
}
