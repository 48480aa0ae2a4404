namespace Prilavok.Core.Catalog;

/// <summary>How much stock there can be.</summary>
public static class StockBounds
{
    /// <summary>
    /// Thousandths, of either sign. Every reader of JSON holds so many digits exactly, and the sum of two fits into any column; what
    /// comes to more stays there.
    /// </summary>
    public const long Most = 999_999_999_999_999;

    /// <param name="a">Any.</param>
    /// <param name="b">Any.</param>
    public static long Sum(long a, long b) => Math.Clamp(Math.Clamp(a, -Most, Most) + Math.Clamp(b, -Most, Most), -Most, Most);
}

/// <summary>
/// Where a document stands among those that move the stock: by the time it was closed, and of one moment by the event that brought
/// it first. A terminal whose clock is ahead cannot have closed anything after it came.
/// </summary>
/// <param name="At">Unix milliseconds.</param>
public readonly record struct StockPlace(long At, long Seq) : IComparable<StockPlace>
{
    public static StockPlace Of(DateTimeOffset closed, DateTimeOffset received, long firstSeq) =>
        new((closed < received ? closed : received).ToUnixTimeMilliseconds(), firstSeq);

    public static bool operator >(StockPlace a, StockPlace b) => a.CompareTo(b) > 0;

    public static bool operator <(StockPlace a, StockPlace b) => a.CompareTo(b) < 0;

    public static bool operator >=(StockPlace a, StockPlace b) => a.CompareTo(b) >= 0;

    public static bool operator <=(StockPlace a, StockPlace b) => a.CompareTo(b) <= 0;

    public int CompareTo(StockPlace other) => At != other.At ? At.CompareTo(other.At) : Seq.CompareTo(other.Seq);
}
