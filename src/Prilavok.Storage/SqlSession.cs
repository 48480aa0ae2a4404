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

    public virtual void AfterCommit(Action action) => InThisProcess(action);

    /// <summary>As <see cref="AfterCommit"/>, for what concerns no other node.</summary>
    public void InThisProcess(Action action) => (_afterCommit ??= []).Add(action);

    internal void Committed()
    {
        foreach (var action in _afterCommit ?? [])
        {
            action();
        }
    }
}
