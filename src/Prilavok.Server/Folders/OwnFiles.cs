using System.Security.Cryptography;
using Prilavok.Storage;

namespace Prilavok.Server.Folders;

/// <summary>Files and folders that only the account of this program may read, whatever the umask.</summary>
internal static class OwnFiles
{
    /// <summary>Whole or not at all, also where the process ends in the middle of it.</summary>
    /// <param name="replace">False leaves a file that is there.</param>
    public static void Write(string path, string text, bool replace)
    {
        var passing = $"{path}.{RandomNumberGenerator.GetHexString(12)}";
        try
        {
            using (var writer = new StreamWriter(Create(passing)))
            {
                writer.Write(text);
                writer.Flush();
                ((FileStream)writer.BaseStream).Flush(flushToDisk: true);
            }

            if (replace || !File.Exists(path))
            {
                File.Move(passing, path, overwrite: replace);
            }
        }
        catch (IOException) when (!replace && File.Exists(path))
        {
            // Another process was faster.
        }
        finally
        {
            File.Delete(passing);
        }
    }

    /// <summary>An empty file that is not there yet.</summary>
    public static FileStream Create(string path) => new(path, PrivateFile.OptionsOf(FileMode.CreateNew, FileShare.None));

    /// <summary>Takes from everybody else what they may do with it.</summary>
    /// <returns>Why that cannot be; null where it is so.</returns>
    public static string? Tighten(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
        {
            return null; // There, a folder has the rights of the one it is made in.
        }

        try
        {
            if ((File.GetUnixFileMode(path) & ~mode) != UnixFileMode.None)
            {
                File.SetUnixFileMode(path, File.GetUnixFileMode(path) & mode);
            }

            return null;
        }
        catch (FileNotFoundException)
        {
            return null; // Gone meanwhile, as files beside a database go.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }
}
