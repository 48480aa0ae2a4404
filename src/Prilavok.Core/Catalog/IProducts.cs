namespace Prilavok.Core.Catalog;

/// <summary>Which of a store's products and groups are listed.</summary>
/// <param name="IsGroup">Null lists both.</param>
/// <param name="Since">Only those changed then or later; null lists all.</param>
public readonly record struct ProductFilter(bool? IsGroup, DateTimeOffset? Since);

public interface IProducts
{
    /// <summary>Products and groups of a store, in the order they were made.</summary>
    Task<IReadOnlyList<(Position Position, Product Product)>> ListAsync(
        ISession session, string ownerId, string storeId, Page page, ProductFilter filter = default);

    /// <summary>Where the rows of the same list stand, and a number of each that is another after every change of it, its images included.</summary>
    Task<IReadOnlyList<(Position Position, long Revision)>> RevisionsAsync(
        ISession session, string ownerId, string storeId, Page page, ProductFilter filter);

    /// <summary>Those of the ids that exist, by <see cref="Ids.Key"/>.</summary>
    Task<IReadOnlyDictionary<string, Product>> FindAsync(
        ISession session, string ownerId, string storeId, IReadOnlyCollection<string> ids);

    /// <summary>What stands at any depth in the groups: groups or products.</summary>
    Task<IReadOnlyList<Product>> InsideAsync(
        ISession session, string ownerId, string storeId, IReadOnlyCollection<string> groupIds, bool areGroups, int limit);

    /// <summary>Adds or replaces. Another quantity than there was is set, as by <see cref="SetQuantitiesAsync"/>.</summary>
    Task SaveAsync(IOwnerWork work, IReadOnlyCollection<Product> products);

    /// <summary>With their images.</summary>
    Task RemoveAsync(IOwnerWork work, string storeId, IReadOnlyCollection<string> ids);

    /// <summary>New prices, in kopecks, one after the other. Unknown products and groups are passed over.</summary>
    Task RepriceAsync(IOwnerWork work, string storeId, IReadOnlyCollection<(string ProductId, long Price)> prices);

    /// <summary>Sets stock, in thousandths, whatever was counted. Unknown products are passed over.</summary>
    Task SetQuantitiesAsync(IOwnerWork work, string storeId, IReadOnlyDictionary<string, long> quantities);
}
