using System.Globalization;
using Prilavok.Core;
using Prilavok.Core.Owners;

namespace Prilavok.Storage.Owners;

internal sealed class OwnerStore : IOwners
{
    private const string Columns = "owner_id, login, is_sandbox, clock_offset, created_at, expires_at";

    public async Task<string> NextIdAsync(IWork work)
    {
        var number = await SqlSession.Of(work).ScalarAsync<long>(
            "INSERT INTO counters (name, value) VALUES ('owner', 1) ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value");
        return string.Create(CultureInfo.InvariantCulture, $"01-{number:D15}");
    }

    public async Task<bool> AddAsync(IWork work, Owner owner) => await SqlSession.Of(work).ExecuteAsync(
        $"""
        INSERT INTO owners ({Columns}) VALUES (@Id, @Login, @isSandbox, @offset, @createdAt, @expiresAt)
        ON CONFLICT (login) DO NOTHING
        """,
        new
        {
            owner.Id,
            Login = Logins.Key(owner.Login),
            isSandbox = owner.IsSandbox ? 1 : 0,
            offset = (long)owner.ClockOffset.TotalMilliseconds,
            createdAt = owner.CreatedAt.Ms(),
            expiresAt = owner.ExpiresAt.Ms(),
        }) > 0;

    public async Task<Owner?> FindAsync(ISession session, string ownerId) =>
        (await SqlSession.Of(session).FirstAsync<Row>($"SELECT {Columns} FROM owners WHERE owner_id = @ownerId", new { ownerId }))?.Owner;

    public async Task<Owner?> FindByLoginAsync(ISession session, string login) =>
        (await SqlSession.Of(session).FirstAsync<Row>(
            $"SELECT {Columns} FROM owners WHERE login = @login", new { login = Logins.Key(login) }))?.Owner;

    public async Task<IReadOnlyList<string>> ExpiredAsync(ISession session, DateTimeOffset now) =>
        [.. await SqlSession.Of(session).QueryAsync<string>(
            "SELECT owner_id FROM owners WHERE expires_at <= @now", new { now = now.Ms() })];

    /// <summary>No event has the numbers of a gap, nor the one behind it, from which the log went on.</summary>
    public async Task<SandboxUse> SandboxUseAsync(ISession session)
    {
        var row = await SqlSession.Of(session).FirstAsync<UseRow>(
            """
            SELECT COUNT(*) AS tenants, CAST(COALESCE(SUM(head - COALESCE(
                (SELECT SUM(last_seq - first_seq + 2) FROM log_gaps WHERE log_gaps.owner_id = owners.owner_id), 0)), 0) AS BIGINT) AS events
            FROM owners WHERE is_sandbox = 1
            """);
        return new SandboxUse(row!.Tenants, row.Events);
    }

    public Task TurnClockAsync(IOwnerWork work, TimeSpan step)
    {
        var ms = (long)step.TotalMilliseconds;
        SqlOwnerWork.Of(work).Owner.ClockOffset += ms;
        return SqlSession.Of(work).ExecuteAsync(
            "UPDATE owners SET clock_offset = clock_offset + @ms WHERE owner_id = @OwnerId", new { work.OwnerId, ms });
    }

    public async Task RemoveAsync(IOwnerWork work)
    {
        var sql = SqlOwnerWork.Of(work);
        sql.Owner.IsGone = true;

        // Held first, so that nothing is written of an app once its traces are gone.
        await sql.QueryAsync<string>("SELECT app_id FROM apps WHERE sandbox_owner_id = @OwnerId" + sql.Dialect.HoldRow, new { work.OwnerId });
        await sql.ExecuteAsync(
            "DELETE FROM app_audit WHERE app_id IN (SELECT app_id FROM apps WHERE sandbox_owner_id = @OwnerId)", new { work.OwnerId });
        await sql.ExecuteAsync(
            """
            DELETE FROM tokens WHERE owner_id = '' AND kind IN (4, 5) AND subject_id IN (
                SELECT publisher_id FROM apps WHERE sandbox_owner_id = @OwnerId)
            """,
            new { work.OwnerId });
        await sql.ExecuteAsync(
            """
            DELETE FROM accounts WHERE owner_id = '' AND subject_id IN (
                SELECT publisher_id FROM apps WHERE sandbox_owner_id = @OwnerId)
            """,
            new { work.OwnerId });
        await sql.ExecuteAsync(
            "DELETE FROM publishers WHERE publisher_id IN (SELECT publisher_id FROM apps WHERE sandbox_owner_id = @OwnerId)",
            new { work.OwnerId });
        await sql.ExecuteAsync(
            "DELETE FROM hooks WHERE app_id IN (SELECT app_id FROM apps WHERE sandbox_owner_id = @OwnerId)", new { work.OwnerId });
        await sql.ExecuteAsync(
            "DELETE FROM replays WHERE app_id IN (SELECT app_id FROM apps WHERE sandbox_owner_id = @OwnerId)", new { work.OwnerId });
        await sql.ExecuteAsync(
            "DELETE FROM app_revisions WHERE app_id IN (SELECT app_id FROM apps WHERE sandbox_owner_id = @OwnerId)", new { work.OwnerId });
        await sql.ExecuteAsync(
            "DELETE FROM app_versions WHERE app_id IN (SELECT app_id FROM apps WHERE sandbox_owner_id = @OwnerId)", new { work.OwnerId });
        await sql.ExecuteAsync(
            "DELETE FROM app_tester_logins WHERE app_id IN (SELECT app_id FROM apps WHERE sandbox_owner_id = @OwnerId)", new { work.OwnerId });
        await sql.ExecuteAsync(
            "DELETE FROM forwards WHERE app_id IN (SELECT app_id FROM apps WHERE sandbox_owner_id = @OwnerId)", new { work.OwnerId });
        await sql.ExecuteAsync("DELETE FROM apps WHERE sandbox_owner_id = @OwnerId", new { work.OwnerId });
        foreach (var table in Schema.OfOwner)
        {
            await sql.ExecuteAsync($"DELETE FROM {table} WHERE owner_id = @OwnerId", new { work.OwnerId });
        }
    }

    private sealed class UseRow
    {
        public long Tenants { get; init; }

        public long Events { get; init; }
    }

    private sealed class Row
    {
        public string OwnerId { get; init; } = "";

        public string Login { get; init; } = "";

        public int IsSandbox { get; init; }

        public long ClockOffset { get; init; }

        public long CreatedAt { get; init; }

        public long? ExpiresAt { get; init; }

        public Owner Owner => new(
            OwnerId, Login, IsSandbox != 0, TimeSpan.FromMilliseconds(ClockOffset), Instant.At(CreatedAt), Instant.At(ExpiresAt));
    }
}
