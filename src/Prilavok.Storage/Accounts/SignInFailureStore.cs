using Prilavok.Core;
using Prilavok.Core.Accounts;

namespace Prilavok.Storage.Accounts;

internal sealed class SignInFailureStore : ISignInFailures
{
    /// <summary>Follows every character that keys are made of.</summary>
    private const string Last = "~";

    public async Task<DateTimeOffset?> CountAsync(IWork work, string key, DateTimeOffset now, int most, TimeSpan lockedFor)
    {
        var sql = SqlSession.Of(work);
        var over = (now - lockedFor).Ms();
        await sql.ExecuteAsync("DELETE FROM sign_in_failures WHERE last_at <= @over", new { over });

        // Tries beyond the last one that counts do not put off the end.
        var row = await sql.FirstAsync<Row>(
            """
            INSERT INTO sign_in_failures (failure_key, failed, last_at) VALUES (@key, 1, @now)
            ON CONFLICT (failure_key) DO UPDATE SET
                failed = CASE WHEN sign_in_failures.failed > @most THEN sign_in_failures.failed ELSE sign_in_failures.failed + 1 END,
                last_at = CASE WHEN sign_in_failures.failed >= @most THEN sign_in_failures.last_at ELSE @now END
            RETURNING failed, last_at
            """,
            new { key, now = now.Ms(), most });
        return row!.Failed > most ? Instant.At(row.LastAt) + lockedFor : null;
    }

    public Task TakeBackAsync(IWork work, string key) => SqlSession.Of(work).ExecuteAsync(
        "UPDATE sign_in_failures SET failed = failed - 1 WHERE failure_key = @key AND failed > 0", new { key });

    public Task ForgetAsync(IWork work, string key) =>
        SqlSession.Of(work).ExecuteAsync("DELETE FROM sign_in_failures WHERE failure_key = @key", new { key });

    public Task ForgetAllAsync(IWork work, string beginning) => SqlSession.Of(work).ExecuteAsync(
        "DELETE FROM sign_in_failures WHERE failure_key >= @beginning AND failure_key < @end", new { beginning, end = beginning + Last });

    public async Task<DateTimeOffset?> LockedUntilAsync(ISession session, string key, DateTimeOffset now, int most, TimeSpan lockedFor) =>
        await SqlSession.Of(session).FirstAsync<Row>(
            "SELECT failed, last_at FROM sign_in_failures WHERE failure_key = @key AND failed >= @most", new { key, most })
            is { } row && Instant.At(row.LastAt) + lockedFor is var until && until > now
            ? until
            : null;

    public async Task<IReadOnlyList<(string Key, DateTimeOffset LastAt)>> FullAsync(ISession session, string beginning, int most) =>
        [.. (await SqlSession.Of(session).QueryAsync<Row>(
            """
            SELECT failure_key, failed, last_at FROM sign_in_failures
            WHERE failure_key >= @beginning AND failure_key < @end AND failed >= @most
            """,
            new { beginning, end = beginning + Last, most })).Select(row => (row.FailureKey, Instant.At(row.LastAt)))];

    private sealed class Row
    {
        public string FailureKey { get; init; } = "";

        public int Failed { get; init; }

        public long LastAt { get; init; }
    }
}
