using System.CommandLine;
using Prilavok.Core.Backups;
using Prilavok.Server.Folders;
using Prilavok.Server.Keys;
using Prilavok.Storage;
using Prilavok.Storage.Backups;

namespace Prilavok.Server.Cli;

/// <summary><c>prilavok restore FILE</c>: puts a backup into a folder of data, or only looks whether it could.</summary>
internal sealed class RestoreCommand
{
    private readonly Argument<string> _file = new("file") { Description = "What prilavok backup wrote" };
    private readonly Option<bool> _check = new("--check") { Description = "Only look whether the backup is whole; nothing is put anywhere" };
    private readonly Option<bool> _force =
        new("--force") { Description = "Even where data is already: it is kept beside, in a folder before-restore-…" };
    private readonly StorageChoice _storage = new();

    public Command As(string name, string description)
    {
        var command = new Command(name, description);
        command.Arguments.Add(_file);
        command.Options.Add(_check);
        command.Options.Add(_force);
        _storage.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var (options, output) = (_storage.Of(parsed), parsed.InvocationConfiguration.Output);
        if (options.Postgres is { Length: > 0 })
        {
            throw new BackupException(BackupWords.UsePostgresTools);
        }

        await using var backup = new FileStream(parsed.GetRequiredValue(_file), FileMode.Open, FileAccess.Read, FileShare.Read);
        var whole = await BackupFile.VerifyAsync(backup, ct);
        var manifest = whole.Manifest;
        RestoreFolder.RefuseNewer(manifest);
        var key = BackupSeal.Check(whole, _storage.MasterOf(parsed));
        if (parsed.GetValue(_check))
        {
            SqliteCopy.Check(backup.Name, manifest);
            await output.WriteLineAsync($"The backup is whole: {BackupWords.Of(manifest)}.");
            await output.WriteLineAsync(key);
            return 0;
        }

        await RestoreAsync(await _storage.FreeAsync(parsed, ct), backup, manifest, parsed.GetValue(_force), output, ct);
        await output.WriteLineAsync(key);
        return 0;
    }

    private static async Task RestoreAsync(
        StorageOptions options, FileStream backup, BackupManifest manifest, bool isForced, TextWriter output, CancellationToken ct)
    {
        PrivateFile.CreateFolder(options.Data);
        using var held = FolderLock.Take(options.Data, TimeProvider.System);
        using var folder = new RestoreFolder(options.Data);
        if (folder.HasData && !isForced)
        {
            throw new BackupException(
                $"{options.Data} holds data already. Restore into an empty folder, or with --force, which keeps what is there beside.");
        }

        await folder.FillAsync(backup, manifest, ct);
        var (restored, mark) = await ReadyAsync(folder.Next, ct);
        var former = folder.Put(mark, TimeProvider.System.GetUtcNow());
        await output.WriteLineAsync($"Restored into {options.Data}: {BackupWords.Of(manifest)}.");
        if (former is not null)
        {
            await output.WriteLineAsync($"What was there before lies in {former}.");
        }

        await output.WriteLineAsync(BackupWords.Of(restored));
    }

    /// <summary>Brings it up to this version, and lets its logs go on behind whatever may be lost.</summary>
    private static async Task<(Restored Restored, DatabaseMark Mark)> ReadyAsync(StorageOptions options, CancellationToken ct)
    {
        await using var storage = OfflineStorage.Open(options);
        storage.GetRequiredService<Migrator>().Run();
        return await storage.GetRequiredService<MarkRestored>().HandleAsync(ct);
    }
}
