using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Employees;

namespace Prilavok.Storage.Employees;

internal sealed class RoleStore : IRoles
{
    private const string Select = "SELECT shown_id, name, kind, rights, created_at, updated_at FROM roles WHERE owner_id = @ownerId";

    public async Task<IReadOnlyList<Role>> ListAsync(ISession session, string ownerId) =>
        [.. (await SqlSession.Of(session).QueryAsync<Row>(Select + " ORDER BY created_at, role_id", new { ownerId })).Select(row => row.Role)];

    public async Task<Role?> FindAsync(ISession session, string ownerId, string roleId) =>
        (await SqlSession.Of(session).FirstAsync<Row>(
            Select + " AND role_id = @roleId", new { ownerId, roleId = Ids.Key(roleId) }))?.Role;

    public Task SaveAsync(IOwnerWork work, Role role) => SqlSession.Of(work).ExecuteAsync(
        """
        INSERT INTO roles (owner_id, role_id, shown_id, name, kind, rights, created_at, updated_at)
        VALUES (@OwnerId, @key, @Id, @Name, @kind, @rights, @createdAt, @updatedAt)
        ON CONFLICT (owner_id, role_id) DO UPDATE
        SET name = excluded.name, rights = excluded.rights, updated_at = excluded.updated_at
        """,
        new
        {
            work.OwnerId,
            key = Ids.Key(role.Id),
            role.Id,
            role.Name,
            kind = (int)role.Kind,
            rights = JsonSerializer.Serialize([.. role.Rights], StorageJson.Default.StringArray),
            createdAt = role.CreatedAt.Ms(),
            updatedAt = role.UpdatedAt.Ms(),
        });

    public Task RemoveAsync(IOwnerWork work, string roleId) => SqlSession.Of(work).ExecuteAsync(
        "DELETE FROM roles WHERE owner_id = @OwnerId AND role_id = @roleId", new { work.OwnerId, roleId = Ids.Key(roleId) });

    public async Task<bool> IsHeldAsync(ISession session, string ownerId, string roleId) =>
        await SqlSession.Of(session).ScalarAsync<long>(
            "SELECT COUNT(*) FROM employees WHERE owner_id = @ownerId AND role_id = @roleId",
            new { ownerId, roleId = Ids.Key(roleId) }) > 0;

    private sealed class Row
    {
        public string ShownId { get; init; } = "";

        public string Name { get; init; } = "";

        public int Kind { get; init; }

        public string Rights { get; init; } = "";

        public long CreatedAt { get; init; }

        public long UpdatedAt { get; init; }

        public Role Role => new(
            ShownId, Name, (RoleKind)Kind, JsonSerializer.Deserialize(Rights, StorageJson.Default.StringArray) ?? [],
            Instant.At(CreatedAt), Instant.At(UpdatedAt));
    }
}
