namespace Prilavok.Core.Employees;

public interface IEmployees
{
    Task<IReadOnlyList<Employee>> ListAsync(ISession session, string ownerId, Page page);

    /// <summary>As <see cref="ListAsync"/>, those who may work in the store.</summary>
    Task<IReadOnlyList<Employee>> ListOfStoreAsync(ISession session, string ownerId, string storeId, Page page);

    Task<Employee?> FindAsync(ISession session, string ownerId, string employeeId);

    Task SaveAsync(IOwnerWork work, Employee employee);

    Task RemoveAsync(IOwnerWork work, string employeeId);
}

public interface IRoles
{
    Task<IReadOnlyList<Role>> ListAsync(ISession session, string ownerId);

    Task<Role?> FindAsync(ISession session, string ownerId, string roleId);

    Task SaveAsync(IOwnerWork work, Role role);

    Task RemoveAsync(IOwnerWork work, string roleId);

    /// <summary>True when an employee holds the role.</summary>
    Task<bool> IsHeldAsync(ISession session, string ownerId, string roleId);
}
