namespace Prilavok.Core.Suppliers;

public interface ISuppliers
{
    /// <summary>In the order they were made.</summary>
    Task<IReadOnlyList<Supplier>> ListAsync(ISession session, string ownerId, Page page);

    Task<Supplier?> FindAsync(ISession session, string ownerId, string supplierId);

    Task SaveAsync(IOwnerWork work, Supplier supplier);

    Task RemoveAsync(IOwnerWork work, string supplierId);
}
