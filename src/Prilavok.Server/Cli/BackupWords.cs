using System.Globalization;
using Prilavok.Core.Backups;
using Prilavok.Storage.Backups;

namespace Prilavok.Server.Cli;

/// <summary>What the commands about backups say.</summary>
internal static class BackupWords
{
    public const string UsePostgresTools =
        "A database of PostgreSQL is kept and put back by its own tools: pg_dump and pg_restore, then prilavok restored. See \"Backup and restore\" "
            + "in docs/operating.md.";

    public const string KeyIsApart =
        "The master key is not in it: keep it apart. Without it tokens and secrets in the backup cannot be read.";

    public static string Of(BackupManifest manifest) => string.Create(
        CultureInfo.InvariantCulture,
        $"made {manifest.MadeAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC by {manifest.Program}, {manifest.Size / 1e6:0.0} MB, {manifest.Counts.Owners} "
            + $"owners, {manifest.Counts.Documents} documents, {manifest.Counts.Events} events");

    public static string Of(Restored restored) => string.Create(
        CultureInfo.InvariantCulture,
        $"The logs of {restored.Owners} owners go on behind all numbers that may be lost; {restored.Sessions} log-ins ended. Terminals are told to "
            + $"begin anew, and bring the documents of the last days again.");
}
