using Prilavok.Core.Log;

namespace Prilavok.Core.Catalog;

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
