using System.Globalization;
using Prilavok.Core.Backups;

namespace Prilavok.Storage.Backups;

/// <summary>A folder of data into which a backup is put. Until all of it has gone well, what is there stays as it is.</summary>
public sealed class RestoreFolder(string folder) : IDisposable
{
    private static readonly string[] Files = ["prilavok.db", "prilavok.db-wal", "prilavok.db-shm", "prilavok.db-journal"];

    private readonly string _next = Path.Combine(folder, $"restoring-{Guid.CreateVersion7():n}");

    /// <summary>Where the database is made ready.</summary>
    public StorageOptions Next => new() { Data = _next };

    /// <summary>A database is there already.</summary>
    public bool HasData => Files.Any(file => File.Exists(Path.Combine(folder, file)));

    /// <exception cref="BackupException">A newer version made it.</exception>
    public static void RefuseNewer(BackupManifest manifest)
    {
        if (string.CompareOrdinal(ScriptJournal.NameOf(manifest.Schema), ScriptJournal.NameOf(Migrator.LastScript)) > 0)
        {
            throw new BackupException($"The backup was made by a newer version, {manifest.Program}: restore it with that one or a newer one.");
        }
    }

    /// <exception cref="BackupException">What is in the backup is not what it says.</exception>
    public async Task FillAsync(Stream backup, BackupManifest manifest, CancellationToken ct)
    {
        PrivateFile.CreateFolder(folder);
        foreach (var left in Directory.GetDirectories(folder, "restoring-*"))
        {
            Directory.Delete(left, recursive: true); // Of a process that was killed.
        }

        PrivateFile.CreateFolder(_next);
        await using (var file = new FileStream(Next.SqliteFile, PrivateFile.New))
        {
            await BackupFile.ExtractAsync(backup, manifest, file, ct);
            file.Flush(flushToDisk: true);
        }

        SqliteCopy.Check(Next.SqliteFile, manifest);
    }

    /// <summary>What was there is put beside, and what was made ready takes its place. Nobody may have the database open.</summary>
    /// <returns>Where the former database lies now; null when there was none.</returns>
    public string? Put(DatabaseMark mark, DateTimeOffset now)
    {
        string? former = null;
        if (HasData)
        {
            former = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"before-restore-{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}"));
            Directory.CreateDirectory(former);
            foreach (var file in Files.Where(file => File.Exists(Path.Combine(folder, file))))
            {
                File.Move(Path.Combine(folder, file), Path.Combine(former, file));
            }
        }

        File.Move(Next.SqliteFile, Path.Combine(folder, Path.GetFileName(Next.SqliteFile)));
        FolderMark.Write(folder, mark);
        return former;
    }

    public void Dispose()
    {
        if (Directory.Exists(_next))
        {
            Directory.Delete(_next, recursive: true);
        }
    }
}
