using System.Text.Json;
using Prilavok.Core.Backups;

namespace Prilavok.Storage.Backups;

/// <summary>What a folder of data knows of the database it was last used with, in a file beside it.</summary>
public static class FolderMark
{
    private const string Name = "database.json";

    /// <returns>Null where the folder knows nothing, or nothing that can be read.</returns>
    public static DatabaseMark? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(folder, Name)), BackupJson.Default.DatabaseMark);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>The whole file or none: it is renamed into its place.</summary>
    public static void Write(string folder, DatabaseMark mark)
    {
        Directory.CreateDirectory(folder);
        var (file, next) = (Path.Combine(folder, Name), Path.Combine(folder, Name + ".next"));
        using (var stream = new FileStream(next, PrivateFile.Anew))
        {
            stream.Write(JsonSerializer.SerializeToUtf8Bytes(mark, BackupJson.Default.DatabaseMark));
        }

        File.Move(next, file, overwrite: true);
    }
}
