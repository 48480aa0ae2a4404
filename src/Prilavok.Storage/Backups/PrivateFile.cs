namespace Prilavok.Storage.Backups;

/// <summary>How files and folders that nobody else may read are made.</summary>
public static class PrivateFile
{
    /// <summary>Empty, whatever was there.</summary>
    public static FileStreamOptions Anew => Options(FileMode.Create);

    /// <summary>Where nothing is yet; what is there is left alone.</summary>
    public static FileStreamOptions New => Options(FileMode.CreateNew);

    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.Read, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
