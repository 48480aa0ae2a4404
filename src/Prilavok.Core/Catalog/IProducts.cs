using Prilavok.Core.Documents;

namespace Prilavok.Core.Catalog;

public interface IProducts
{
    /// <summary>Products and groups of a store, in the order they were made.</summary>
    Task<IReadOnlyList<(Position Position, Product Product)>> ListAsync(ISession session, string ownerId, string storeId, Page page);

    /// <summary>Those of the ids that exist, by <see cref="Ids.Key"/>.</summary>
    Task<IReadOnlyDictionary<string, Product>> FindAsync(
        ISession session, string ownerId, string storeId, IReadOnlyCollection<string> ids);

    /// <summary>Adds or replaces.</summary>
    Task SaveAsync(IOwnerWork work, IReadOnlyCollection<Product> products);

    Task RemoveAsync(IOwnerWork work, string storeId, IReadOnlyCollection<string> ids);

    /// <summary>Stock and prices as the documents say. Unknown products are passed over.</summary>
    Task MoveAsync(IOwnerWork work, string storeId, StockMovement movement);

    /// <summary>Sets stock, in thousandths. Unknown products are passed over.</summary>
    Task SetQuantitiesAsync(IOwnerWork work, string storeId, IReadOnlyDictionary<string, long> quantities);
}
