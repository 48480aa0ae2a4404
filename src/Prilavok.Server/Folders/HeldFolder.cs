using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Storage;

namespace Prilavok.Server.Folders;

/// <summary>The data folder of this process: nobody else reads in it, and with SQLite no other process works in it.</summary>
internal sealed partial class HeldFolder(IOptions<StorageOptions> options, TimeProvider clock, ILogger<HeldFolder> logger) : IDisposable
{
    /// <summary>Those of this program, whoever made them; beside them may lie what is not ours.</summary>
    private static readonly string[] Ours = ["prilavok.db*", "prilavok.lock", "prilavok.pid", "master.key", "operator.json"];

    private FolderLock? _lock;

    /// <exception cref="StartRefusedException">It cannot be used, or another process has it.</exception>
    public void Open()
    {
        var folder = options.Value.Data;
        Make(folder);
        Tell(folder, IsForEverybody(folder) ? "it is for everybody on this machine; give the data a folder of its own with --data" : OwnFiles.Tighten(
            folder, PrivateFile.Folder700));
        if (string.IsNullOrEmpty(options.Value.Postgres))
        {
            _lock = FolderLock.Take(folder, clock);
            if (!File.Exists(options.Value.SqliteFile) && !Directory.Exists(options.Value.SqliteFile))
            {
                OwnFiles.Create(options.Value.SqliteFile).Dispose(); // The files beside it get the mode of this one.
            }
        }

        foreach (var file in Ours.SelectMany(pattern => Directory.GetFiles(folder, pattern)))
        {
            Tell(file, OwnFiles.Tighten(file, PrivateFile.File600));
        }
    }

    public void Dispose() => Interlocked.Exchange(ref _lock, null)?.Dispose();

    public static StartRefusedException Unwritable(string folder, Exception e) => new(
        $"The data folder {Path.GetFullPath(folder)} cannot be written: {e.Message.TrimEnd('.')}. Let this account write there, or give another "
            + $"folder with --data.", e);

    private static void Make(string folder)
    {
        try
        {
            if (File.Exists(folder))
            {
                throw new StartRefusedException($"The data folder {Path.GetFullPath(folder)} is a file. Give a folder with --data.");
            }

            PrivateFile.CreateFolder(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StartRefusedException($"The data folder {folder} cannot be made: {e.Message.TrimEnd('.')}. Give another with --data.", e);
        }
    }

    /// <summary>As /tmp: whoever took that from others would stop the machine.</summary>
    private static bool IsForEverybody(string folder) => !OperatingSystem.IsWindows() && File.GetUnixFileMode(folder).HasFlag(UnixFileMode.StickyBit);

    private void Tell(string path, string? reason)
    {
        if (reason is not null)
        {
            Log.Open(logger, path, reason);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Path} may be open to other accounts of this machine, and cannot be closed to them: {Reason}")]
        public static partial void Open(ILogger logger, string path, string reason);
    }
}
