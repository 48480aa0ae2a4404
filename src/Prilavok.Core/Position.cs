namespace Prilavok.Core;

/// <summary>Where a page ended: the last row's place in the list's order. Rows inserted meanwhile neither shift nor repeat others.</summary>
/// <param name="At">Unix milliseconds.</param>
/// <param name="Id">Under <see cref="Ids.Key"/>.</param>
public readonly record struct Position(long At, string Id)
{
    public static Position Start { get; } = new(long.MinValue, "");
}

/// <summary>A part of a list.</summary>
/// <param name="Limit">At most so many rows.</param>
public readonly record struct Page(Position After, int Limit)
{
    /// <summary>The whole list; for lists a person keeps by hand.</summary>
    public static Page Whole { get; } = new(Position.Start, int.MaxValue);
}
