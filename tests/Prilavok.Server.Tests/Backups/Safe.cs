namespace Prilavok.Server.Tests.Backups;

/// <summary>Where a backup and the master key are carried to, each to a place of its own.</summary>
internal sealed class Safe : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("prilavok-safe-");

    public string File => Path.Combine(_folder.FullName, "prilavok.backup");

    private string Keys => Path.Combine(_folder.FullName, "key");

    /// <summary>The key by which the secrets in the database are read.</summary>
    public void CarryKey(string data) => Copy(data, Keys);

    public void BringKey(string data) => Copy(Keys, data);

    public void Dispose() => _folder.Delete(recursive: true);

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        System.IO.File.Copy(Path.Combine(from, "master.key"), Path.Combine(to, "master.key"));
    }
}
