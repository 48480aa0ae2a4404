using Prilavok.Core.Log;
using Prilavok.Core.Stores;

namespace Prilavok.Core.Employees;

public abstract record EmployeeOutcome
{
    private EmployeeOutcome()
    {
    }

    public sealed record Saved(Employee Employee) : EmployeeOutcome;

    public sealed record Unknown : EmployeeOutcome;

    public sealed record RoleUnknown : EmployeeOutcome;

    public sealed record StoreUnknown(string StoreId) : EmployeeOutcome;
}

/// <summary>What the owner's account does with employees.</summary>
public sealed class EditEmployees(IStorage storage, IEmployees employees, IRoles roles, IStores stores, IEventLog log, Ids ids)
{
    /// <param name="draft">Everything but the id and the times.</param>
    public Task<EmployeeOutcome> CreateAsync(string ownerId, Source source, Employee draft, CancellationToken ct) =>
        storage.WriteAsync(
            ownerId,
            work => SaveAsync(
                work, source, EventAction.Created, draft with { Id = ids.NewGuid(), CreatedAt = work.Now, UpdatedAt = work.Now }),
            ct);

    public Task<EmployeeOutcome> ChangeAsync(
        string ownerId, Source source, string id, Func<Employee, Employee> change, CancellationToken ct) =>
        storage.WriteAsync(
            ownerId,
            async work => await employees.FindAsync(work, ownerId, id) is { } current
                ? await SaveAsync(work, source, EventAction.Updated, change(current) with { UpdatedAt = work.Now })
                : new EmployeeOutcome.Unknown(),
            ct);

    public Task<RemoveOutcome> RemoveAsync(string ownerId, Source source, string id, CancellationToken ct) =>
        storage.WriteAsync(
            ownerId,
            async work =>
            {
                if (await employees.FindAsync(work, ownerId, id) is not { } employee)
                {
                    return RemoveOutcome.Unknown;
                }

                var role = await roles.FindAsync(work, ownerId, employee.RoleId);
                await employees.RemoveAsync(work, employee.Id);
                await AppendAsync(work, source, EventAction.Removed, employee, role?.Kind ?? RoleKind.Manual);
                return RemoveOutcome.Removed;
            },
            ct);

    private async Task<EmployeeOutcome> SaveAsync(IOwnerWork work, Source source, EventAction action, Employee employee)
    {
        if (await roles.FindAsync(work, work.OwnerId, employee.RoleId) is not { } role)
        {
            return new EmployeeOutcome.RoleUnknown();
        }

        var spelled = new List<string>(employee.StoreIds.Count);
        foreach (var storeId in employee.StoreIds)
        {
            if (await stores.FindAsync(work, work.OwnerId, storeId) is not { } store)
            {
                return new EmployeeOutcome.StoreUnknown(storeId);
            }

            spelled.Add(store.Id);
        }

        var saved = employee with { RoleId = role.Id, StoreIds = spelled };
        await employees.SaveAsync(work, saved);
        await AppendAsync(work, source, action, saved, role.Kind);
        return new EmployeeOutcome.Saved(saved);
    }

    private Task AppendAsync(IOwnerWork work, Source source, EventAction action, Employee employee, RoleKind role) =>
        log.AppendAsync(
            work, source, [new NewEvent(EventKind.Employee, action, employee.Id, null, new EmployeeFact(employee, role))]);
}
