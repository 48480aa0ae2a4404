using System.Data.Common;
using Dapper;
using Prilavok.Core;

namespace Prilavok.Storage;

/// <summary>An open connection, and the transaction it is in. Every statement of this project goes through here.</summary>
internal class SqlSession(DbConnection connection, DbTransaction? transaction, IDialect dialect) : ISession
{
    private const string Probe =
        "INSERT INTO counters (name, value) VALUES ('probe', 1) ON CONFLICT (name) DO UPDATE SET value = counters.value + 1";

    public IDialect Dialect { get; } = dialect;

    public static SqlSession Of(ISession session) => (SqlSession)session;

    public Task<int> ExecuteAsync(string sql, object? args = null) => connection.ExecuteAsync(sql, args, transaction);

    public Task<IEnumerable<T>> QueryAsync<T>(string sql, object? args = null) => connection.QueryAsync<T>(sql, args, transaction);

    /// <summary>Changes a row that means nothing.</summary>
    public Task<int> ProbeAsync() => ExecuteAsync(Probe);

    /// <summary>For many short rows, which cost more to map by name than to read.</summary>
    public async Task<List<T>> QueryAsync<T>(string sql, object args, Func<DbDataReader, T> read)
    {
        await using var reader = (DbDataReader)await connection.ExecuteReaderAsync(sql, args, transaction);
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public Task<T?> FirstAsync<T>(string sql, object? args = null) => connection.QueryFirstOrDefaultAsync<T>(sql, args, transaction);

    public Task<T?> ScalarAsync<T>(string sql, object? args = null) => connection.ExecuteScalarAsync<T>(sql, args, transaction);

    /// <summary>Runs the statement for each row, in order; over a network, many rows travel together.</summary>
    /// <returns>How many rows of the table it changed, all in all.</returns>
    public Task<int> ExecuteEachAsync(Statement statement, IEnumerable<object?[]> rows) =>
        Dialect.ExecuteEachAsync(connection, transaction, statement, rows);

    /// <summary>As <see cref="ExecuteEachAsync"/>, for a statement that returns rows: those it changed, or those it finds.</summary>
    /// <returns>The values of each, in the order of its columns: texts, <see cref="long"/> numbers, bytes and nulls.</returns>
    public Task<IReadOnlyList<object?[]>> ReturnEachAsync(Statement statement, IEnumerable<object?[]> rows) =>
        Dialect.ReturnEachAsync(connection, transaction, statement, rows);
}

internal class SqlWork(DbConnection connection, DbTransaction? transaction, IDialect dialect)
    : SqlSession(connection, transaction, dialect), IWork
{
    private List<Action>? _afterCommit;

    /// <summary>Other nodes must hear that something changed.</summary>
    public bool Announce { get; set; }

    /// <summary>What is remembered here is remembered elsewhere too.</summary>
    public void AfterCommit(Action action)
    {
        Announce = true;
        InThisProcess(action);
    }

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
