using Prilavok.Core.Log;

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

/// <param name="Quantity">Thousandths that came, or went.</param>
public readonly record struct StockChange(string ProductId, long Quantity, StockPlace Place);

/// <summary>A product whose stock moved without another change.</summary>
/// <param name="Seq">The last event that moved it.</param>
/// <param name="Quantity">What there is of it now, in thousandths.</param>
public readonly record struct MovedStock(long Seq, string ProductId, long Quantity);

/// <summary>What is there of the products of a store, as documents move it.</summary>
public interface IStock
{
    /// <summary>
    /// Moves stock, within its bounds. What stands before the stock-taking that holds for a product is in what was counted, and does not
    /// touch it. Unknown products and groups are passed over.
    /// </summary>
    /// <param name="seq">The event that is told of it.</param>
    /// <returns>Those whose stock is another now.</returns>
    Task<IReadOnlyList<StockLevel>> MoveAsync(IOwnerWork work, string storeId, long seq, IReadOnlyCollection<StockChange> changes);

    /// <summary>Products that events after one place and up to another moved last, by the event; each once.</summary>
    Task<IReadOnlyList<MovedStock>> MovedAsync(ISession session, string ownerId, string storeId, long after, long upTo, int limit);
}
