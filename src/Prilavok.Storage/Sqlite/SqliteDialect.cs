using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Prilavok.Storage.Sqlite;

internal sealed class SqliteDialect : IDialect
{
    public string HoldRow => "";

    public string ClaimRows => "";

    public string In(string column, string parameter) => $"{column} IN (SELECT value FROM json_each(@{parameter}))";

    public object List(IEnumerable<string> values) => JsonSerializer.Serialize(values.ToArray(), StorageJson.Default.StringArray);

    /// <summary>Nothing travels: each row is a call.</summary>
    public Task<int> ExecuteEachAsync(DbConnection connection, DbTransaction? transaction, Statement statement, IEnumerable<object?[]> rows) =>
        connection is CachingConnection local
            ? Task.FromResult(rows.Sum(row => local.Run(statement, row)))
            : Batches.ExecuteEachAsync(connection, transaction, statement, rows);

    /// <inheritdoc cref="ExecuteEachAsync"/>
    public Task<IReadOnlyList<object?[]>> ReturnEachAsync(
        DbConnection connection, DbTransaction? transaction, Statement statement, IEnumerable<object?[]> rows)
    {
        if (connection is not CachingConnection local)
        {
            return Batches.ReturnEachAsync(connection, transaction, statement, rows);
        }

        var returned = new List<object?[]>();
        foreach (var row in rows)
        {
            local.Run(statement, row, returned);
        }

        return Task.FromResult<IReadOnlyList<object?[]>>(returned);
    }

    public bool IsUnavailable(DbException e) => e is SqliteException
    {
        SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN
            or raw.SQLITE_READONLY or raw.SQLITE_NOMEM,
    };
}
