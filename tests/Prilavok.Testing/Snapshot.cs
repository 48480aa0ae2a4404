using System.Runtime.CompilerServices;
using Xunit;

namespace Prilavok.Testing;

/// <summary>Compares text with the approved file beside the test. <c>UPDATE_SNAPSHOTS=1</c> rewrites it, for review in the diff.</summary>
public static class Snapshot
{
    /// <param name="name">File in the folder <c>approved</c> beside the test.</param>
    public static async Task MatchAsync(string actual, string name, [CallerFilePath] string test = "")
    {
        var approved = Path.Combine(Path.GetDirectoryName(test)!, "approved", name);
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") is "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(approved)!);
            await File.WriteAllTextAsync(approved, actual);
        }

        Assert.True(File.Exists(approved), $"Nothing is approved yet: {approved}. UPDATE_SNAPSHOTS=1 writes it.");
        Assert.Equal(await File.ReadAllTextAsync(approved), actual);
    }
}
