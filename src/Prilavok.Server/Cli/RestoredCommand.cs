using System.CommandLine;
using Prilavok.Core.Backups;
using Prilavok.Server.Folders;
using Prilavok.Storage;
using Prilavok.Storage.Backups;

namespace Prilavok.Server.Cli;

/// <summary><c>prilavok restored</c>: to be run once after a database was put back by other tools, before a server uses it.</summary>
internal sealed class RestoredCommand
{
    private readonly StorageChoice _storage = new();

    public Command As(string name, string description)
    {
        var command = new Command(name, description);
        _storage.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var options = await _storage.FreeAsync(parsed, ct);
        if (string.IsNullOrEmpty(options.Postgres) && !File.Exists(options.SqliteFile))
        {
            throw new BackupException($"There is no database {options.SqliteFile}.");
        }

        using var held = string.IsNullOrEmpty(options.Postgres) ? FolderLock.Take(options.Data, TimeProvider.System) : null;
        await using var storage = OfflineStorage.Open(options);
        storage.GetRequiredService<Migrator>().Run();
        var (restored, mark) = await storage.GetRequiredService<MarkRestored>().HandleAsync(ct);
        if (Directory.Exists(options.Data))
        {
            FolderMark.Write(options.Data, mark);
        }

        await parsed.InvocationConfiguration.Output.WriteLineAsync(BackupWords.Of(restored));
        return 0;
    }
}
