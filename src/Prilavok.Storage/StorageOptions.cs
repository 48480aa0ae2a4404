using System.ComponentModel.DataAnnotations;
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

    public string SqliteFile => Path.Combine(Data, "prilavok.db");
}

[OptionsValidator]
internal sealed partial class StorageOptionsValidator : IValidateOptions<StorageOptions>;
