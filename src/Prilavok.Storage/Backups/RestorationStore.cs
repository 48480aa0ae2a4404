using System.Security.Cryptography;
using Prilavok.Core;
using Prilavok.Core.Backups;

namespace Prilavok.Storage.Backups;

internal sealed class RestorationStore : IRestorations
{
    /// <summary>
    /// No log grows faster for years, so the number of a moment is beyond all that were given out before it, by whichever state of the
    /// database. Within the 42 bits that an event's id has for it until the year 2094.
    /// </summary>
    private const long NumbersInAMillisecond = 2;

    /// <summary>For a log that has grown faster after all.</summary>
    private const long LeastJump = 1_000_000_000;

    private static readonly DateTimeOffset FirstMoment = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const string Beat = """
        INSERT INTO counters (name, value) VALUES ('beat', @next)
        ON CONFLICT (name) DO UPDATE SET value = CASE WHEN counters.value < @next THEN @next ELSE counters.value + 1 END
        RETURNING value
        """;

    private const string Name = "INSERT INTO counters (name, value) VALUES ('database', @made) ON CONFLICT (name) DO NOTHING";

    /// <summary>Where a log goes on, of a row of owners.</summary>
    private const string End = "CASE WHEN head < @top THEN @top ELSE head + @least END";

    /// <summary>The number a log goes on from was never given out: whoever is told of it as a place is told nothing wrong.</summary>
    private const string AddGaps = $"INSERT INTO log_gaps (owner_id, first_seq, last_seq) SELECT owner_id, head + 1, {End} - 1 FROM owners";

    /// <summary>An owner's id stands in the ids of webhooks and events too.</summary>
    private const string JumpIds = """
        INSERT INTO counters (name, value) VALUES ('owner', @top)
        ON CONFLICT (name) DO UPDATE SET value = CASE WHEN counters.value < @top THEN @top ELSE counters.value + @least END
        """;

    /// <summary>Of people and publishers; what a terminal, an app or a program holds has no end and stays.</summary>
    private const string EndSessions = "DELETE FROM tokens WHERE kind IN (3, 4, 5, 6) AND expires_at IS NOT NULL AND token_id IS NULL";

    private static readonly string[] OfTheMoment =
    [
        "UPDATE accounts SET reset_hash = NULL, reset_until = NULL, pending_secret = NULL WHERE reset_hash IS NOT NULL OR pending_secret IS NOT NULL",
        "UPDATE terminals SET pairing_code_hash = NULL WHERE pairing_code_hash IS NOT NULL",
        "DELETE FROM sign_in_failures",
        "DELETE FROM forwards",
        "DELETE FROM forwarded WHERE created_at < @now",
    ];

    public async Task<Restored> MarkAsync(IWork work, DateTimeOffset now)
    {
        var sql = SqlSession.Of(work);
        var ends = new { top = Math.Max(1, (long)(now - FirstMoment).TotalMilliseconds * NumbersInAMillisecond), least = LeastJump };
        await sql.QueryAsync<string>("SELECT owner_id FROM owners ORDER BY owner_id" + sql.Dialect.HoldRow); // Nobody appends meanwhile.
        await sql.ExecuteAsync(AddGaps, ends);
        var owners = await sql.ExecuteAsync($"UPDATE owners SET head = {End}", ends);
        await sql.ExecuteAsync(JumpIds, ends);
        await CountedNumbers.JumpAsync(sql, (int)(now - FirstMoment).TotalSeconds);
        var sessions = await sql.ExecuteAsync(EndSessions);
        foreach (var statement in OfTheMoment)
        {
            await sql.ExecuteAsync(statement, new { now = now.Ms() });
        }

        return new Restored(owners, sessions);
    }

    public async Task<DatabaseMark> BeatAsync(IWork work, long atLeast)
    {
        var sql = SqlSession.Of(work);
        await sql.ExecuteAsync(
            Name, new { made = RandomNumberGenerator.GetInt32(1, int.MaxValue) + ((long)RandomNumberGenerator.GetInt32(int.MaxValue) << 20) });
        var beat = await sql.ScalarAsync<long>(Beat, new { next = Math.Max(1, atLeast) });
        return new DatabaseMark(await sql.ScalarAsync<long>("SELECT value FROM counters WHERE name = 'database'"), beat);
    }

    public async Task<DatabaseMark?> FindMarkAsync(ISession session)
    {
        var values = (await SqlSession.Of(session).QueryAsync<(string Name, long Value)>(
            "SELECT name, value FROM counters WHERE name IN ('database', "
                + "'beat')")).ToDictionary(row => row.Name, row => row.Value, StringComparer.Ordinal);
        return values.TryGetValue("database", out var database) ? new DatabaseMark(database, values.GetValueOrDefault("beat")) : null;
    }
}
