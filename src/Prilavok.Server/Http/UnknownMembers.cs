using System.Text.Json;

namespace Prilavok.Server.Http;

/// <summary>
/// Members that nobody here reads. Whoever writes one means something by it, and would wait in vain for it to happen: they are told.
/// </summary>
internal static class UnknownMembers
{
    /// <summary>Names longer than this are not compared: nobody mistypes one of ours so.</summary>
    private const int LongestCompared = 40;

    private const int LongestShown = 100;

    /// <param name="place">Where the object stands, as <c>plans[0]</c>; empty for the body itself.</param>
    public static void Tell(JsonElement item, string place, List<(string Subject, string Reason)> violations, params IEnumerable<string> known)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        var names = known as IReadOnlyCollection<string> ?? [.. known];
        foreach (var member in item.EnumerateObject().Where(member => !names.Contains(member.Name)))
        {
            var shown = member.Name.Length <= LongestShown ? member.Name : member.Name[..LongestShown] + "…";
            var meant = Nearest(member.Name, names);
            violations.Add((place.Length == 0 ? shown : $"{place}.{shown}", meant is null ? "is not known here" : $"is not known here; {meant} is"));
        }
    }

    /// <returns>Null when none is near enough to be meant.</returns>
    private static string? Nearest(string name, IReadOnlyCollection<string> known)
    {
        if (name.Length > LongestCompared)
        {
            return null;
        }

        var plain = Plain(name);
        var nearest = known.Select(one => (Name: one, Distance: Distance(plain, Plain(one)))).OrderBy(one => one.Distance).FirstOrDefault();
        return nearest.Name is { Length: var length } && nearest.Distance <= Math.Min(2, length / 3) ? nearest.Name : null;
    }

    /// <summary>As it is whatever the case, and with the words set apart or not.</summary>
    private static string Plain(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>How many letters are put in, left out or taken for others.</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
