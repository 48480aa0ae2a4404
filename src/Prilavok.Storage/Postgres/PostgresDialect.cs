using System.Data.Common;
using Npgsql;

namespace Prilavok.Storage.Postgres;

internal sealed class PostgresDialect : IDialect
{
    public string HoldRow => " FOR UPDATE";

    public string ClaimRows => " FOR UPDATE SKIP LOCKED";

    public string In(string column, string parameter) => $"{column} = ANY(@{parameter})";

    public object List(IEnumerable<string> values) => values.ToArray();

    public Task<int> ExecuteEachAsync(DbConnection connection, DbTransaction? transaction, Statement statement, IEnumerable<object?[]> rows) =>
        Batches.ExecuteEachAsync(connection, transaction, statement, rows);

    public Task<IReadOnlyList<object?[]>> ReturnEachAsync(
        DbConnection connection, DbTransaction? transaction, Statement statement, IEnumerable<object?[]> rows) =>
        Batches.ReturnEachAsync(connection, transaction, statement, rows);

    public bool IsUnavailable(DbException e) =>
        e is NpgsqlException and not PostgresException
        || e is PostgresException { SqlState: ['0', '8', ..] or ['5', '3', ..] or ['5', '7', 'P', ..] or PostgresErrorCodes.ReadOnlySqlTransaction };

    /// <summary>The same unit run again may well succeed.</summary>
    public static bool IsWorthRepeating(DbException e) =>
        e is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };
}
