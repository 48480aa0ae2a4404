namespace Prilavok.Core.Stores;

public interface IStores
{
    /// <summary>In the order they were made.</summary>
    Task<IReadOnlyList<Store>> ListAsync(ISession session, string ownerId, Page page);

    Task<Store?> FindAsync(ISession session, string ownerId, string storeId);

    /// <summary>With those that were removed: their documents are there still.</summary>
    Task<IReadOnlyList<Store>> ListEverAsync(ISession session, string ownerId);

    /// <summary>Also one that was removed.</summary>
    Task<Store?> FindEverAsync(ISession session, string ownerId, string storeId);

    Task SaveAsync(IOwnerWork work, Store store);

    /// <summary>With its goods and what apps added to them; its documents stay.</summary>
    Task RemoveAsync(IOwnerWork work, string storeId);
}
