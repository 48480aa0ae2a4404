using Prilavok.Server.Http;

namespace Prilavok.Server.Publisher;

/// <summary>Words that a list is narrowed to; none lets everything through. Kept short, since cursors carry it on.</summary>
internal readonly record struct WordFilter(string Words)
{
    private const int Most = 10;
    private const int LongestWord = 20;

    /// <summary>A comma list, repeated, or both.</summary>
    public static WordFilter Of(HttpRequest request, string name) =>
        new(string.Join(',', request.QueryList(name).Take(Most).Select(word => word[..Math.Min(word.Length, LongestWord)])));

    public bool Allows(string word) =>
        Words.Length == 0 || Words.Split(',').Contains(word, StringComparer.OrdinalIgnoreCase);
}
