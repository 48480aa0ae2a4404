namespace Prilavok.Core.Catalog;

/// <summary>A stock-taking of one product, or of all products it does not name.</summary>
/// <param name="ProductId">By <see cref="Ids.Key"/>; empty for all products it does not name: there is nothing left of them.</param>
/// <param name="DocumentId">By <see cref="Ids.Key"/>.</param>
/// <param name="KeptAt">When it came first, unix milliseconds: of products that were made later it knows nothing.</param>
/// <param name="Quantity">Thousandths; null when it names the product and does not say how much there is.</param>
public sealed record StockCount(string ProductId, string DocumentId, StockPlace Place, long KeptAt, long? Quantity)
{
    public bool IsOfTheRest => ProductId.Length == 0;
}

/// <summary>The stock of a product, and what it rests on.</summary>
/// <param name="Key">The product's id by <see cref="Ids.Key"/>.</param>
/// <param name="Quantity">What is shown, in thousandths; null when nobody has said anything yet.</param>
/// <param name="Uncounted">What would be shown without any stock-taking. It says nothing while <paramref name="Counted"/> is null.</param>
/// <param name="Counted">The stock-taking that holds; null when none does.</param>
/// <param name="Set">When somebody set the quantity, and where the log ended then; null when nobody has since the product was made.</param>
/// <param name="CreatedAt">Unix milliseconds.</param>
public sealed record StockState(
    string Key, string ShownId, long? Quantity, long? Uncounted, StockPlace? Counted, StockPlace? Set, long CreatedAt)
{
    /// <summary>
    /// Clocks of terminals and of the cloud differ: of a stock-taking and a setting that are no further apart, the one that came later
    /// holds.
    /// </summary>
    private const long ClocksDiffer = 60_000;

    /// <summary>The latest stock-taking that holds for the product.</summary>
    /// <param name="own">Those that name it.</param>
    /// <param name="ofTheRest">Those that are of all they do not name.</param>
    public StockCount? Holding(IReadOnlyList<StockCount> own, IReadOnlyList<StockCount> ofTheRest)
    {
        StockCount? last = null;
        foreach (var count in own)
        {
            last = count.Quantity is not null ? Later(last, count) : last;
        }

        foreach (var count in ofTheRest)
        {
            var isOfThis = CreatedAt <= count.KeptAt && own.All(named => named.DocumentId != count.DocumentId);
            last = isOfThis ? Later(last, count) : last;
        }

        return last;
    }

    /// <summary>As the stock-taking says, with what moved after it.</summary>
    public StockState CountedAs(StockCount count, long movedSince) => this with
    {
        Quantity = count.IsOfTheRest && Quantity is null ? null : StockBounds.Sum(count.Quantity ?? 0, movedSince),
        Uncounted = Counted is null ? Quantity : Uncounted,
        Counted = count.Place,
    };

    /// <summary>As if nobody had ever counted.</summary>
    public StockState NeverCounted() => Counted is null ? this : this with { Quantity = Uncounted, Uncounted = null, Counted = null };

    private StockCount? Later(StockCount? last, StockCount count) =>
        (last is null || count.Place > last.Place) && (Set is not { } set || (count.Place.Seq > set.Seq && count.Place.At > set.At - ClocksDiffer))
            ? count
            : last;
}

/// <summary>What stock-takings have said.</summary>
public interface IStockCounts
{
    /// <summary>Keeps what a document counted.</summary>
    Task SaveAsync(IOwnerWork work, string storeId, IReadOnlyCollection<StockCount> counts);

    /// <summary>Forgets what a document counted.</summary>
    /// <returns>What it counted.</returns>
    Task<IReadOnlyList<StockCount>> RemoveAsync(IOwnerWork work, string storeId, string documentId);

    /// <summary>Those of products and those of the rest.</summary>
    /// <param name="keys">Null means all products.</param>
    Task<IReadOnlyList<StockCount>> ListAsync(IOwnerWork work, string storeId, IReadOnlyCollection<string>? keys);

    /// <param name="keys">Null means all products of the store; groups are passed over.</param>
    Task<IReadOnlyList<StockState>> StatesAsync(IOwnerWork work, string storeId, IReadOnlyCollection<string>? keys);

    /// <summary>Keeps on what the stock of products rests now.</summary>
    /// <param name="seq">The event that is told of those whose quantity is another.</param>
    Task SaveStatesAsync(IOwnerWork work, string storeId, long seq, IReadOnlyCollection<(StockState State, bool IsMoved)> states);
}
