using System.Data.Common;
using Dapper;
using Prilavok.Core;

namespace Prilavok.Storage;

/// <summary>An open connection, and the transaction it is in. Every statement of this project goes through here.</summary>
internal class SqlSession(DbConnection connection, DbTransaction? transaction, IDialect dialect) : ISession
{
    public IDialect Dialect { get; } = dialect;

    public static SqlSession Of(ISession session) => (SqlSession)session;

    public Task<int> ExecuteAsync(string sql, object? args = null) => connection.ExecuteAsync(sql, args, transaction);

    public Task<IEnumerable<T>> QueryAsync<T>(string sql, object? args = null) => connection.QueryAsync<T>(sql, args, transaction);

    public Task<T?> FirstAsync<T>(string sql, object? args = null) => connection.QueryFirstOrDefaultAsync<T>(sql, args, transaction);

    public Task<T?> ScalarAsync<T>(string sql, object? args = null) => connection.ExecuteScalarAsync<T>(sql, args, transaction);
}

internal class SqlWork(DbConnection connection, DbTransaction? transaction, IDialect dialect)
    : SqlSession(connection, transaction, dialect), IWork
{
    private List<Action>? _afterCommit;

    public static SqlWork Of(IWork work) => (SqlWork)work;

    public void AfterCommit(Action action) => (_afterCommit ??= []).Add(action);

    internal void Committed()
    {
        foreach (var action in _afterCommit ?? [])
        {
            action();
        }
    }
}

internal sealed class SqlOwnerWork(
    DbConnection connection, DbTransaction? transaction, IDialect dialect, string ownerId, OwnerRow owner, DateTimeOffset realNow)
    : SqlWork(connection, transaction, dialect), IOwnerWork
{
    public const string Lock = "SELECT head, clock_offset FROM owners WHERE owner_id = @ownerId";

    public string OwnerId { get; } = ownerId;

    public DateTimeOffset Now { get; } = realNow + TimeSpan.FromMilliseconds(owner.ClockOffset);

    public DateTimeOffset RealNow { get; } = realNow;

    public long Head { get; set; } = owner.Head;

    /// <summary>Other nodes must hear of this work.</summary>
    public bool Announce { get; set; }

    public static SqlOwnerWork Of(IOwnerWork work) => (SqlOwnerWork)work;
}

internal sealed class OwnerRow
{
    public long Head { get; init; }

    public long ClockOffset { get; init; }
}
