using Prilavok.Core;
using Prilavok.Core.Accounts;
using Prilavok.Core.Owners;

namespace Prilavok.Storage.Accounts;

/// <summary>Secrets of second factors are unreadable without the keys; codes are kept as their hashes.</summary>
internal sealed class AccountStore(ISecrets secrets) : IAccounts
{
    private const string Columns =
        "account_id, kind, owner_id, subject_id, login, password_hash, created_at, factor_secret, factor_step, recovery, pending_secret, reset_hash, "
            + "reset_until";

    public async Task<bool> AddAsync(IWork work, Account account) => await SqlSession.Of(work).ExecuteAsync(
        $"""
        INSERT INTO accounts ({Columns}) VALUES (
            @Id, @kind, @ownerId, @subjectId, @Login, @PasswordHash, @createdAt, @secret, @step, @recovery, @pending, @resetHash, @resetUntil)
        ON CONFLICT DO NOTHING
        """,
        ParametersOf(account)) > 0;

    public Task<Account?> FindAsync(ISession session, Person person) => OneAsync(session, person, "");

    public Task<Account?> HoldAsync(IWork work, Person person) => OneAsync(work, person, SqlSession.Of(work).Dialect.HoldRow);

    public async Task<Account?> FindByIdAsync(ISession session, string accountId) => AccountOf(await SqlSession.Of(session).FirstAsync<Row>(
        $"SELECT {Columns} FROM accounts WHERE account_id = @accountId", new { accountId }));

    public async Task<Account?> FindByLoginAsync(ISession session, AccountKind kind, string login) => AccountOf(
        await SqlSession.Of(session).FirstAsync<Row>(
            $"SELECT {Columns} FROM accounts WHERE kind = @kind AND login = @login", new { kind = (int)kind, login = Logins.Key(login) }));

    public Task SaveAsync(IWork work, Account account) => SqlSession.Of(work).ExecuteAsync(
        """
        UPDATE accounts SET password_hash = @PasswordHash, factor_secret = @secret, factor_step = @step, recovery = @recovery,
            pending_secret = @pending, reset_hash = @resetHash, reset_until = @resetUntil
        WHERE account_id = @Id
        """,
        ParametersOf(account));

    public Task RemoveAsync(IWork work, Person person) => SqlSession.Of(work).ExecuteAsync(
        "DELETE FROM accounts WHERE kind = @kind AND subject_id = @SubjectId", new { kind = (int)person.Kind, person.SubjectId });

    public async Task<IReadOnlyList<Account>> ListAsync(ISession session, AccountKind? kind, string? login, string afterId, int limit) =>
        [.. (await SqlSession.Of(session).QueryAsync<Row>(
            $"""
            SELECT {Columns} FROM accounts WHERE account_id > @afterId
            {(kind is null ? "" : "AND kind = @kind")} {(login is null ? "" : "AND login = @login")}
            ORDER BY account_id LIMIT @limit
            """,
            new { afterId, kind = (int?)kind, login = login is null ? null : Logins.Key(login), limit })).Select(row => AccountOf(row)!)];

    private async Task<Account?> OneAsync(ISession session, Person person, string hold) => AccountOf(await SqlSession.Of(session).FirstAsync<Row>(
        $"SELECT {Columns} FROM accounts WHERE kind = @kind AND subject_id = @SubjectId" + hold, new { kind = (int)person.Kind, person.SubjectId }));

    private object ParametersOf(Account account) => new
    {
        account.Id,
        kind = (int)account.Person.Kind,
        ownerId = account.Person.OwnerId,
        subjectId = account.Person.SubjectId,
        account.Login,
        account.PasswordHash,
        createdAt = account.CreatedAt.Ms(),
        secret = account.SecondFactor is { } factor ? secrets.Kept(factor.Secret) : null,
        step = account.SecondFactor?.LastStep,
        recovery = account.SecondFactor is { } recoverable ? string.Join(' ', recoverable.RecoveryHashes) : null,
        pending = account.PendingSecret is { } pending ? secrets.Kept(pending) : null,
        resetHash = account.ResetCode?.Hash,
        resetUntil = account.ResetCode?.ExpiresAt.Ms(),
    };

    private Account? AccountOf(Row? row) => row is null
        ? null
        : new Account(row.AccountId, new Person((AccountKind)row.Kind, row.SubjectId), row.Login, row.PasswordHash, Instant.At(row.CreatedAt))
        {
            SecondFactor = row.FactorSecret is null
                ? null
                : new SecondFactor(
                    secrets.Read(row.FactorSecret), row.FactorStep ?? 0, row.Recovery?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? []),
            PendingSecret = row.PendingSecret is null ? null : secrets.Read(row.PendingSecret),
            ResetCode = row.ResetHash is null ? null : new ResetCode(row.ResetHash, Instant.At(row.ResetUntil ?? 0)),
        };

    private sealed class Row
    {
        public string AccountId { get; init; } = "";

        public int Kind { get; init; }

        public string SubjectId { get; init; } = "";

        public string Login { get; init; } = "";

        public string PasswordHash { get; init; } = "";

        public long CreatedAt { get; init; }

        public string? FactorSecret { get; init; }

        public long? FactorStep { get; init; }

        public string? Recovery { get; init; }

        public string? PendingSecret { get; init; }

        public string? ResetHash { get; init; }

        public long? ResetUntil { get; init; }
    }
}
