using System.Data.Common;
using Dapper;
using Prilavok.Core;

namespace Prilavok.Storage;

/// <summary>An open connection, and the transaction it is in. Every statement of this project goes through here.</summary>
internal class SqlSession(DbConnection connection, DbTransaction? transaction, IDialect dialect) : ISession
{
    /// <summary>Statements on the way to the database at a time; more gains nothing.</summary>
    private const int MostInBatch = 200;

    public IDialect Dialect { get; } = dialect;

    public static SqlSession Of(ISession session) => (SqlSession)session;

    public Task<int> ExecuteAsync(string sql, object? args = null) => connection.ExecuteAsync(sql, args, transaction);

    /// <summary>Runs the statement for each of the rows, whose members are its parameters. A driver that can sends many at a time.</summary>
    public async Task ExecuteAllAsync<T>(string sql, IReadOnlyCollection<T> rows)
        where T : notnull
    {
        if (!connection.CanCreateBatch)
        {
            foreach (var row in rows)
            {
                await ExecuteAsync(sql, row);
            }

            return;
        }

        foreach (var some in rows.Chunk(MostInBatch))
        {
            await using var batch = connection.CreateBatch();
            batch.Transaction = transaction;
            foreach (var row in some)
            {
                var command = batch.CreateBatchCommand();
#pragma warning disable CA2100 // Passed on from the stores of this project, where the rule has looked at it.
                command.CommandText = sql;
#pragma warning restore CA2100
                RowParameters<T>.AddTo(command, row);
                batch.BatchCommands.Add(command);
            }

            await batch.ExecuteNonQueryAsync();
        }
    }

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
