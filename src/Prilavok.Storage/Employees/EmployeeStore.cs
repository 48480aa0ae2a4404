using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Employees;

namespace Prilavok.Storage.Employees;

internal sealed class EmployeeStore : IEmployees
{
    /// <summary>The role is shown as it was spelled when it was made.</summary>
    private const string Select = """
        SELECT e.shown_id, e.name, last_name, patronymic_name, phone, COALESCE(r.shown_id, e.role_id) AS role_id, store_ids,
               e.created_at, e.updated_at
        FROM employees e LEFT JOIN roles r ON r.owner_id = e.owner_id AND r.role_id = e.role_id
        WHERE e.owner_id = @ownerId
        """;

    public Task<IReadOnlyList<Employee>> ListAsync(ISession session, string ownerId, Page page) =>
        ListAsync(session, ownerId, null, page);

    /// <summary>The stores stand in their column as they are spelled where they were made, and so does the asked one.</summary>
    public async Task<IReadOnlyList<Employee>> ListOfStoreAsync(ISession session, string ownerId, string storeId, Page page)
    {
        var spelled = await SqlSession.Of(session).ScalarAsync<string>(
            "SELECT shown_id FROM stores WHERE owner_id = @ownerId AND store_id = @storeId AND removed_at IS NULL",
            new { ownerId, storeId = Ids.Key(storeId) });
        return spelled is null ? [] : await ListAsync(session, ownerId, spelled, page);
    }

    public async Task<Employee?> FindAsync(ISession session, string ownerId, string employeeId) =>
        (await SqlSession.Of(session).FirstAsync<Row>(
            Select + " AND employee_id = @employeeId", new { ownerId, employeeId = Ids.Key(employeeId) }))?.Employee;

    public Task SaveAsync(IOwnerWork work, Employee employee) => SqlSession.Of(work).ExecuteAsync(
        """
        INSERT INTO employees (owner_id, employee_id, shown_id, name, last_name, patronymic_name, phone, role_id, store_ids, created_at, updated_at)
        VALUES (@OwnerId, @key, @Id, @Name, @LastName, @PatronymicName, @Phone, @roleId, @storeIds, @createdAt, @updatedAt)
        ON CONFLICT (owner_id, employee_id) DO UPDATE
        SET name = excluded.name, last_name = excluded.last_name, patronymic_name = excluded.patronymic_name, phone = excluded.phone,
            role_id = excluded.role_id, store_ids = excluded.store_ids, updated_at = excluded.updated_at
        """,
        new
        {
            work.OwnerId,
            key = Ids.Key(employee.Id),
            employee.Id,
            employee.Name,
            employee.LastName,
            employee.PatronymicName,
            employee.Phone,
            roleId = Ids.Key(employee.RoleId),
            storeIds = JsonSerializer.Serialize([.. employee.StoreIds], StorageJson.Default.StringArray),
            createdAt = employee.CreatedAt.Ms(),
            updatedAt = employee.UpdatedAt.Ms(),
        });

    public Task RemoveAsync(IOwnerWork work, string employeeId) => SqlSession.Of(work).ExecuteAsync(
        "DELETE FROM employees WHERE owner_id = @OwnerId AND employee_id = @employeeId",
        new { work.OwnerId, employeeId = Ids.Key(employeeId) });

    private static async Task<IReadOnlyList<Employee>> ListAsync(ISession session, string ownerId, string? spelledStoreId, Page page)
    {
        var only = spelledStoreId is null ? "" : " AND REPLACE(store_ids, @store, '') <> store_ids";
        var rows = await SqlSession.Of(session).QueryAsync<Row>(
            $"{Select}{only} AND (e.created_at, employee_id) > (@At, @Id) ORDER BY e.created_at, employee_id LIMIT @Limit",
            new
            {
                ownerId,
                store = spelledStoreId is null ? null : JsonSerializer.Serialize(spelledStoreId, StorageJson.Default.String),
                page.After.At,
                page.After.Id,
                page.Limit,
            });
        return [.. rows.Select(row => row.Employee)];
    }

    private sealed class Row
    {
        public string ShownId { get; init; } = "";

        public string Name { get; init; } = "";

        public string? LastName { get; init; }

        public string? PatronymicName { get; init; }

        public long? Phone { get; init; }

        public string RoleId { get; init; } = "";

        public string StoreIds { get; init; } = "";

        public long CreatedAt { get; init; }

        public long UpdatedAt { get; init; }

        public Employee Employee => new(
            ShownId, Name, LastName, PatronymicName, Phone, RoleId, JsonSerializer.Deserialize(StoreIds, StorageJson.Default.StringArray) ?? [],
            Instant.At(CreatedAt), Instant.At(UpdatedAt));
    }
}
