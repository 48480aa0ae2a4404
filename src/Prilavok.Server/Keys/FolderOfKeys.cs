using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Server.Folders;
using Prilavok.Storage;

namespace Prilavok.Server.Keys;

/// <summary>The folder in which keys lay in plain before they were kept in the database.</summary>
internal sealed partial class FolderOfKeys(IOptions<StorageOptions> storage, ILogger<FolderOfKeys> logger)
{
    private const string Taken = ".taken-over";

    public string Path => System.IO.Path.GetFullPath(System.IO.Path.Combine(storage.Value.Data, "keys"));

    /// <returns>Names and XML of the keys in it; none where there is no folder.</returns>
    /// <exception cref="StartRefusedException">One cannot be read.</exception>
    public IReadOnlyList<(string Name, string Xml, DateTimeOffset MadeAt)> Read()
    {
        if (!Directory.Exists(Path))
        {
            return [];
        }

        try
        {
            return [.. Directory.GetFiles(Path, "*.xml").Order(StringComparer.Ordinal).Select(ReadFile)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The keys in {Path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>They are in the database: the folder is of use only to backups from before.</summary>
    public void PutAway()
    {
        if (!Directory.Exists(Path))
        {
            return;
        }

        try
        {
            if (Directory.Exists(Path + Taken))
            {
                foreach (var file in Directory.GetFiles(Path))
                {
                    File.Move(file, System.IO.Path.Combine(Path + Taken, System.IO.Path.GetFileName(file)), overwrite: true);
                }

                Directory.Delete(Path);
            }
            else
            {
                Directory.Move(Path, Path + Taken);
            }

            OwnFiles.Tighten(Path + Taken, PrivateFile.Folder700);
            Log.TakenOver(logger, Path + Taken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.Left(logger, Path, e.Message);
        }
    }

    private static (string Name, string Xml, DateTimeOffset MadeAt) ReadFile(string file)
    {
        var xml = File.ReadAllText(file);
        return DataKeys.Read(xml) is null
            ? throw new StartRefusedException(
                $"The key {file} cannot be read: it is not XML. Put it back from a backup, or take it out of the folder.")
            : (System.IO.Path.GetFileNameWithoutExtension(file), xml, new DateTimeOffset(File.GetLastWriteTimeUtc(file), TimeSpan.Zero));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The keys are in the database now, wrapped. {Folder} has them in plain: keep it apart, with the backups "
            + "from before, or delete it.")]
        public static partial void TakenOver(ILogger logger, string folder);

        [LoggerMessage(2, LogLevel.Warning, "The keys are in the database now, wrapped. They still lie in plain in {Folder}, which cannot be put "
            + "away: {Reason}")]
        public static partial void Left(ILogger logger, string folder, string reason);
    }
}
