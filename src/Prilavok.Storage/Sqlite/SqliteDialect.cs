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

    public bool IsUnavailable(DbException e) => e is SqliteException
    {
        SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN
            or raw.SQLITE_READONLY or raw.SQLITE_NOMEM,
    };
}
