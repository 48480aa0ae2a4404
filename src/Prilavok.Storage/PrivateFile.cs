namespace Prilavok.Storage;

/// <summary>How files and folders that nobody else may read are made, whatever the umask.</summary>
public static class PrivateFile
{
    public const UnixFileMode File600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    public const UnixFileMode Folder700 = File600 | UnixFileMode.UserExecute;

    /// <summary>Empty, whatever was there.</summary>
    public static FileStreamOptions Anew => OptionsOf(FileMode.Create, FileShare.Read, FileOptions.Asynchronous);

    /// <summary>Where nothing is yet; what is there is left alone.</summary>
    public static FileStreamOptions New => OptionsOf(FileMode.CreateNew, FileShare.Read, FileOptions.Asynchronous);

    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, Folder700);
        }
    }

    public static FileStreamOptions OptionsOf(FileMode mode, FileShare share, FileOptions more = FileOptions.None)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share, Options = more };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = File600;
        }

        return options;
    }
}
