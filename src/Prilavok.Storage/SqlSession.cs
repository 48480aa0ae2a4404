using System.Data.Common;
using Dapper;
using Prilavok.Core;
using Prilavok.Storage.Sqlite;

namespace Prilavok.Storage;

/// <summary>An open connection, and the transaction it is in. Every statement of this project goes through here.</summary>
internal class SqlSession(DbConnection connection, DbTransaction? transaction, IDialect dialect) : ISession
{
    /// <summary>Statements on the way to the database at a time; more gains nothing.</summary>
    private const int MostInBatch = 200;

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
    public async Task<int> ExecuteEachAsync(Statement statement, IEnumerable<object?[]> rows)
    {
        if (connection is CachingConnection local)
        {
            return rows.Sum(row => local.Run(statement, row));
        }

        var changed = 0;
        foreach (var some in rows.Chunk(MostInBatch))
        {
            await using var batch = connection.CreateBatch();
            batch.Transaction = transaction;
            foreach (var row in some)
            {
                batch.BatchCommands.Add(CommandOf(batch, statement, row));
            }

            changed += await batch.ExecuteNonQueryAsync();
        }

        return changed;
    }

    /// <summary>As <see cref="ExecuteEachAsync"/>, for a statement that returns rows: those it changed, or those it finds.</summary>
    /// <returns>The values of each, in the order of its columns: texts, <see cref="long"/> numbers, bytes and nulls.</returns>
    public async Task<IReadOnlyList<object?[]>> ReturnEachAsync(Statement statement, IEnumerable<object?[]> rows)
    {
        var returned = new List<object?[]>();
        if (connection is CachingConnection local)
        {
            foreach (var row in rows)
            {
                local.Run(statement, row, returned);
            }

            return returned;
        }

        foreach (var some in rows.Chunk(MostInBatch))
        {
            await using var batch = connection.CreateBatch();
            batch.Transaction = transaction;
            foreach (var row in some)
            {
                batch.BatchCommands.Add(CommandOf(batch, statement, row));
            }

            await using var reader = await batch.ExecuteReaderAsync();
            do
            {
                while (await reader.ReadAsync())
                {
                    var values = new object?[reader.FieldCount];
                    reader.GetValues(values!);
                    returned.Add([.. values.Select(value => value is DBNull ? null : value)]);
                }
            }
            while (await reader.NextResultAsync());
        }

        return returned;
    }

    private static DbBatchCommand CommandOf(DbBatch batch, Statement statement, object?[] row)
    {
        var command = batch.CreateBatchCommand();
#pragma warning disable CA2100 // Passed on from a constant of this project, where the rule has looked at it.
        command.CommandText = statement.Text;
#pragma warning restore CA2100
        for (var i = 0; i < row.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = statement.Parameters[i];
            parameter.Value = row[i] ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
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
