using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Server.Folders;
using Prilavok.Storage;

namespace Prilavok.Server.Keys;

/// <param name="Place">Where it stands, in words.</param>
/// <param name="IsOurs">In the data folder, where this program keeps it itself.</param>
internal sealed record FoundMaster(MasterKey Key, string Place, bool IsOurs);

/// <summary>Finds the master key of this process, and keeps one where nobody gives it.</summary>
internal sealed class FindMasterKey(IOptions<KeyOptions> options, IOptions<StorageOptions> storage)
{
    private const string OptionName = "Prilavok:MasterKey";
    private const string FileOption = "Prilavok:MasterKeyFile";

    /// <summary>Longer is no key: what is named by mistake must not be read whole.</summary>
    private const int LongestFile = 4096;

    /// <summary>The file in the data folder.</summary>
    public string OwnFile => Path.GetFullPath(Path.Combine(storage.Value.Data, "master.key"));

    /// <returns>Null where none is given, and none was made before.</returns>
    /// <exception cref="StartRefusedException">What is given is no master key.</exception>
    public FoundMaster? Find()
    {
        var (key, file) = (options.Value.MasterKey, options.Value.MasterKeyFile);
        if (key is { Length: > 0 } && file is { Length: > 0 })
        {
            throw new StartRefusedException($"{OptionName} and {FileOption} are both given: leave one of them out.");
        }

        if (key is { Length: > 0 })
        {
            return new FoundMaster(Read(key, OptionName), OptionName, IsOurs: false);
        }

        if (file is { Length: > 0 })
        {
            return new FoundMaster(ReadFile(file, $"{FileOption} names {file}, which"), file, IsOurs: false);
        }

        return File.Exists(OwnFile) || Directory.Exists(OwnFile)
            ? new FoundMaster(ReadFile(OwnFile, $"The master key {OwnFile}"), OwnFile, IsOurs: true)
            : null;
    }

    /// <summary>Makes one in the data folder. Of two nodes that share the folder one makes it, and both have the same.</summary>
    public FoundMaster Make()
    {
        try
        {
            OwnFiles.Write(OwnFile, MasterKey.New().ToText() + "\n", replace: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The master key cannot be written to {OwnFile}: {e.Message}", e);
        }

        return Find()!;
    }

    /// <summary>Puts another in the place of the one in the data folder.</summary>
    public void Replace(MasterKey key) => OwnFiles.Write(OwnFile, key.ToText() + "\n", replace: true);

    private static MasterKey Read(string text, string what) =>
        MasterKey.Read(text, out var fault)
        ?? throw new StartRefusedException($"{what} {fault}. Make one of {MasterKey.Length} bytes with: openssl rand -base64 {MasterKey.Length}");

    private static MasterKey ReadFile(string path, string what)
    {
        try
        {
            if (Directory.Exists(path))
            {
                throw new StartRefusedException($"{what} is a folder, not a file.");
            }

            if (new FileInfo(path).Length > LongestFile)
            {
                throw new StartRefusedException($"{what} is too long to hold a master key.");
            }

            return Read(File.ReadAllText(path), what);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StartRefusedException($"{what} cannot be read: {e.Message}", e);
        }
    }
}
