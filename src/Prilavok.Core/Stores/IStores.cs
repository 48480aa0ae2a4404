namespace Prilavok.Core.Stores;

public interface IStores
{
    /// <summary>In the order they were made.</summary>
    Task<IReadOnlyList<Store>> ListAsync(ISession session, string ownerId, Page page);

    Task<Store?> FindAsync(ISession session, string ownerId, string storeId);

    Task SaveAsync(IOwnerWork work, Store store);

    Task RemoveAsync(IOwnerWork work, string storeId);
}
