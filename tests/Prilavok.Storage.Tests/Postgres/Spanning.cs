using System.Runtime.CompilerServices;
using Xunit;

namespace Prilavok.Storage.Tests.Postgres;

/// <summary>
/// The statements that look at several owners on purpose: <c>spanning.txt</c> has the beginning of each, below the reason.
/// </summary>
internal static class Spanning
{
    public static IReadOnlyList<string> Starts { get; } = Read();

    public static bool IsAllowed(string statement) => Starts.Any(start => Plain(statement).StartsWith(start, StringComparison.Ordinal));

    public static string Plain(string statement) => string.Join(' ', statement.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static List<string> Read([CallerFilePath] string here = "")
    {
        var lines = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(here)!, "spanning.txt")).Where(line => line.Length > 0).ToList();
        Assert.StartsWith("# ", lines[0], StringComparison.Ordinal);
        return [.. lines.Where(line => line[0] != '#')];
    }
}
