using Prilavok.Core;

namespace Prilavok.Storage.Tests;

/// <summary>Walks a list page by page.</summary>
internal static class Paging
{
    /// <summary>All of one millisecond, and in an order that a language's rules would not give: bytes put digits before letters, and "_" between.</summary>
    public static IReadOnlyList<string> AwkwardIds { get; } = ["a1", "a_", "a-", "ab", "a b", "b", "é", "z", "a", "я"];

    /// <param name="meanwhile">Called after each page, with its number.</param>
    public static async Task<IReadOnlyList<T>> ReadAsync<T>(
        int limit, Func<Page, Task<IReadOnlyList<T>>> list, Func<T, Position> positionOf, Func<int, Task> meanwhile)
    {
        var read = new List<T>();
        var after = Position.Start;
        for (var number = 0; await list(new Page(after, limit)) is { Count: > 0 } page; number++)
        {
            read.AddRange(page);
            after = positionOf(page[^1]);
            await meanwhile(number);
        }

        return read;
    }
}
