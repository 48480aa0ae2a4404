using System.CommandLine;
using Prilavok.Server.Administration;
using Prilavok.Server.Http;
using Prilavok.Server.Keys;
using Prilavok.Storage;
using Prilavok.Storage.Backups;

namespace Prilavok.Server.Cli;

/// <summary><c>prilavok backup FILE</c>: everything there is, in one file, while shops go on selling.</summary>
internal sealed class BackupCommand
{
    private readonly Argument<string> _file = new("file") { Description = "Where to; nothing may be there yet" };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Takes the place of what is there, once the new one is whole" };
    private readonly StorageChoice _storage = new();

    public Command As(string name, string description)
    {
        var command = new Command(name, description);
        command.Arguments.Add(_file);
        command.Options.Add(_overwrite);
        _storage.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var options = _storage.Of(parsed);
        if (options.Postgres is { Length: > 0 })
        {
            throw new BackupException(BackupWords.UsePostgresTools);
        }

        var (file, overwrite) = (Path.GetFullPath(parsed.GetRequiredValue(_file)), parsed.GetValue(_overwrite));
        if (File.Exists(file) && !overwrite)
        {
            throw new BackupException($"{file} is there already: name another file, or say --overwrite.");
        }

        var manifest = await WriteAsync(options, _storage.MasterOf(parsed), file, overwrite, ct);
        var output = parsed.InvocationConfiguration.Output;
        await output.WriteLineAsync($"Backed up to {file}: {BackupWords.Of(manifest)}.");
        await output.WriteLineAsync(BackupWords.KeyIsApart);
        return 0;
    }

    /// <summary>Under another name until all of it is on the disk.</summary>
    private static async Task<BackupManifest> WriteAsync(
        StorageOptions options, FoundMaster? master, string file, bool overwrite, CancellationToken ct)
    {
        var partial = $"{file}.{Guid.CreateVersion7():n}.partial";
        try
        {
            BackupManifest manifest;
            await using (var target = new FileStream(partial, PrivateFile.New))
            {
                await FillAsync(options, master, target, ct);
                manifest = (await BackupFile.VerifyAsync(target, ct)).Manifest;
                target.Flush(flushToDisk: true);
            }

            File.Move(partial, file, overwrite);
            return manifest;
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static async Task FillAsync(StorageOptions options, FoundMaster? master, FileStream target, CancellationToken ct)
    {
        if (await StorageChoice.ServerAsync(options, ct) is { } server)
        {
            using (server)
            {
                await server.CopyAsync(BackupEndpoint.Path, target, ct);
            }

            return;
        }

        if (!File.Exists(options.SqliteFile))
        {
            throw new BackupException($"There is no database {options.SqliteFile}: name its folder with --data.");
        }

        var now = TimeProvider.System.GetUtcNow();
        var manifest = await Task.Run(() => SqliteCopy.Make(options.SqliteFile, target.Name, ProgramVersion.Text, now, ct), ct);
        await BackupFile.AppendAsync(target, manifest, BackupSeal.By(master?.Key, manifest), ct);
    }
}
