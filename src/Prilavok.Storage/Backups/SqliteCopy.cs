using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Prilavok.Storage.Backups;

/// <summary>
/// A copy of a database of SQLite as it is at one moment, made while others write to it. The source is read in one transaction: without it
/// the copy would begin anew with every commit of another connection.
/// </summary>
public static class SqliteCopy
{
    /// <summary>4 MB; then it is looked whether the copy is still wanted.</summary>
    private const int PagesAtATime = 1024;

    /// <summary>What is not on the disk yet must not come to so much that those who commit meanwhile wait for all of it.</summary>
    private const int StepsToFlush = 4;

    /// <param name="target">A file of its own that nobody uses; made before, empty.</param>
    /// <exception cref="BackupException">The source cannot be read.</exception>
    public static BackupManifest Make(string file, string target, string program, DateTimeOffset now, CancellationToken ct)
    {
        try
        {
            using (var source = Open(file, SqliteOpenMode.ReadWrite))
            using (var copy = Open(target, SqliteOpenMode.ReadWrite))
            {
                // Nobody else sees the copy, and it is flushed here.
                Run(copy, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
                Run(source, "BEGIN");
                source.ExecuteScalar<long>("SELECT COUNT(*) FROM counters");
                Copy(source, copy, target, ct);
                Run(source, "COMMIT");
            }

            using var made = Open(target, SqliteOpenMode.ReadWrite);
            Run(made, "PRAGMA journal_mode = DELETE"); // So far it says that changes stand in a file beside it.
            return new BackupManifest(program, SchemaOf(made), now, new FileInfo(target).Length, Count(made), MasterKeyOf(made));
        }
        catch (SqliteException e)
        {
            throw new BackupException($"The database {file} cannot be copied: {e.Message}");
        }
    }

    /// <exception cref="BackupException">It is damaged, or holds something else than the manifest says.</exception>
    public static void Check(string file, BackupManifest manifest)
    {
        try
        {
            using var connection =
                new SqliteConnection($"Data Source=file:{Uri.EscapeDataString(Path.GetFullPath(file))}?immutable=1;Mode=ReadOnly;Pooling=False");
            connection.Open();
            var faults = connection.Query<string>("PRAGMA integrity_check(3)").ToList();
            if (faults is not ["ok"])
            {
                throw new BackupException($"The database in the backup is damaged: {string.Join("; ", faults)}");
            }

            if (Count(connection) != manifest.Counts || SchemaOf(connection) != manifest.Schema)
            {
                throw new BackupException("The backup does not hold what it says it holds.");
            }
        }
        catch (SqliteException e)
        {
            throw new BackupException($"The database in the backup is damaged and cannot be opened: {e.Message}");
        }
    }

    private static void Copy(SqliteConnection source, SqliteConnection copy, string target, CancellationToken ct)
    {
        using var disk = File.OpenHandle(target, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var backup = raw.sqlite3_backup_init(copy.Handle, "main", source.Handle, "main");
        if (backup.IsInvalid)
        {
            SqliteException.ThrowExceptionForRC(raw.sqlite3_errcode(copy.Handle), copy.Handle);
        }

        int code;
        try
        {
            var steps = 0;
            do
            {
                ct.ThrowIfCancellationRequested();
                code = raw.sqlite3_backup_step(backup, PagesAtATime);
                if (++steps % StepsToFlush == 0)
                {
                    RandomAccess.FlushToDisk(disk);
                }
            }
            while (code == raw.SQLITE_OK);
        }
        finally
        {
            raw.sqlite3_backup_finish(backup);
        }

        if (code != raw.SQLITE_DONE)
        {
            SqliteException.ThrowExceptionForRC(code, copy.Handle);
        }
    }

    private static BackupCounts Count(SqliteConnection connection) => connection.QuerySingle<BackupCounts>(
        """
        SELECT (SELECT COUNT(*) FROM owners) AS Owners, (SELECT COUNT(*) FROM events) AS Events, (SELECT COUNT(*) FROM documents) AS Documents,
            (SELECT COALESCE(SUM(head), 0) FROM owners) AS Heads
        """);

    /// <summary>A database of an older version may have no keys in it.</summary>
    private static string? MasterKeyOf(SqliteConnection connection) =>
        connection.ExecuteScalar<long>("SELECT COUNT(*) FROM sqlite_master WHERE name = 'master_keys'") == 0
            ? null
            : connection.ExecuteScalar<string?>("SELECT master_id FROM master_keys WHERE successor_id IS NULL");

    private static string SchemaOf(SqliteConnection connection) =>
        connection.ExecuteScalar<string>("SELECT ScriptName FROM SchemaVersions ORDER BY ScriptName DESC LIMIT 1") ?? "";

    private static void Run(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this class.
        command.CommandText = statement;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ToString());
        connection.Open();
        return connection;
    }
}
