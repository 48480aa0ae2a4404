using System.Data.Common;

namespace Prilavok.Storage;

/// <summary>Runs a statement for many rows that travel to the database together.</summary>
internal static class Batches
{
    /// <summary>Statements on the way to the database at a time; more gains nothing.</summary>
    private const int MostInBatch = 200;

    public static async Task<int> ExecuteEachAsync(
        DbConnection connection, DbTransaction? transaction, Statement statement, IEnumerable<object?[]> rows)
    {
        var changed = 0;
        foreach (var some in rows.Chunk(MostInBatch))
        {
            await using var batch = BatchOf(connection, transaction, statement, some);
            changed += await batch.ExecuteNonQueryAsync();
        }

        return changed;
    }

    public static async Task<IReadOnlyList<object?[]>> ReturnEachAsync(
        DbConnection connection, DbTransaction? transaction, Statement statement, IEnumerable<object?[]> rows)
    {
        var returned = new List<object?[]>();
        foreach (var some in rows.Chunk(MostInBatch))
        {
            await using var batch = BatchOf(connection, transaction, statement, some);
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

    private static DbBatch BatchOf(DbConnection connection, DbTransaction? transaction, Statement statement, object?[][] rows)
    {
        var batch = connection.CreateBatch();
        batch.Transaction = transaction;
        foreach (var row in rows)
        {
            batch.BatchCommands.Add(CommandOf(batch, statement, row));
        }

        return batch;
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
