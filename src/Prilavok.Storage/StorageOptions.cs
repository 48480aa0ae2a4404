using System.ComponentModel.DataAnnotations;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Prilavok.Storage;

/// <summary>Where the data is. Section <c>Prilavok</c>.</summary>
public sealed class StorageOptions
{
    /// <summary>Folder of the SQLite file and of the master key, where none is given. Default <c>prilavok-data</c>.</summary>
    [Required]
    public string Data { get; set; } = "prilavok-data";

    /// <summary>Connection string of PostgreSQL; empty means SQLite. Default empty.</summary>
    public string? Postgres { get; set; }

    /// <summary>Units of work one SQLite commit may hold. More means fewer syncs to disk and longer waits behind a big commit. Default 256.</summary>
    [Range(1, 10_000)]
    public int CommitUnits { get; set; } = 256;

    /// <summary>
    /// Connections to PostgreSQL this process opens at the most, where the connection string names no <c>Maximum Pool Size</c>: two nodes
    /// stay below the hundred that PostgreSQL grants. Default 40.
    /// </summary>
    [Range(5, 10_000)]
    public int PostgresConnections { get; set; } = 40;

    /// <summary>
    /// How long a call waits for a connection to PostgreSQL where all are in use, or where the database grants no more; then the answer is
    /// 503. Default 10 seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan PostgresPatience { get; set; } = TimeSpan.FromSeconds(10);

    public string SqliteFile => Path.Combine(Data, "prilavok.db");

    internal string SqliteConnection =>
        new SqliteConnectionStringBuilder { DataSource = SqliteFile, Pooling = false, DefaultTimeout = 30 }.ToString();
}

[OptionsValidator]
internal sealed partial class StorageOptionsValidator : IValidateOptions<StorageOptions>;
