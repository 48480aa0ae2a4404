using System.Globalization;
using Prilavok.Core;
using Prilavok.Storage;

namespace Prilavok.Server.Folders;

/// <summary>One process has the data folder, for as long as it lives: the system takes the lock back however it ends.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _lock;
    private readonly string _holder;

    private FolderLock(FileStream taken, string holder) => (_lock, _holder) = (taken, holder);

    /// <exception cref="StartRefusedException">Another process has it, or nothing can be written there.</exception>
    public static FolderLock Take(string folder, TimeProvider clock)
    {
        var (file, holder) = (Path.Combine(folder, "prilavok.lock"), Path.Combine(folder, "prilavok.pid"));
        FileStream taken;
        try
        {
            taken = new FileStream(file, PrivateFile.OptionsOf(FileMode.OpenOrCreate, FileShare.None));
        }
        catch (IOException e) when (IsHeld(e))
        {
            throw new StartRefusedException(
                $"The data folder {Path.GetFullPath(folder)} is in use by {HolderOf(holder)}: one folder, one process. Stop that one, or give this "
                    + $"one another folder with --data.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw HeldFolder.Unwritable(folder, e);
        }

        OwnFiles.Write(holder, string.Create(
            CultureInfo.InvariantCulture, $"{Environment.ProcessId} {clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}\n"), replace: true);
        return new FolderLock(taken, holder);
    }

    /// <summary>What it says of itself goes first: whoever comes next must find it without a holder, or with its own.</summary>
    public void Dispose()
    {
        File.Delete(_holder);
        _lock.Dispose();
    }

    /// <summary>Of Linux, macOS and Windows, that another has it.</summary>
    private static bool IsHeld(IOException e) => (e.HResult & 0xFFFF) is 11 or 35 or 32;

    private static string HolderOf(string holder)
    {
        try
        {
            return File.ReadAllText(holder)
                .Split(' ', StringSplitOptions.TrimEntries) is [var pid, var since] ? $"process {pid}, since {since}" : "another process";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }
}
