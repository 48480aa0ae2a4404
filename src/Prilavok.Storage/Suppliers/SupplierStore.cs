using Prilavok.Core;
using Prilavok.Core.Suppliers;

namespace Prilavok.Storage.Suppliers;

internal sealed class SupplierStore : ISuppliers
{
    private const string Select = "SELECT shown_id, name, created_at, updated_at FROM suppliers WHERE owner_id = @ownerId";

    public async Task<IReadOnlyList<Supplier>> ListAsync(ISession session, string ownerId, Page page)
    {
        var rows = await SqlSession.Of(session).QueryAsync<Row>(
            Select + " AND (created_at, supplier_id) > (@At, @Id) ORDER BY created_at, supplier_id LIMIT @Limit",
            new { ownerId, page.After.At, page.After.Id, page.Limit });
        return [.. rows.Select(row => row.Supplier)];
    }

    public async Task<Supplier?> FindAsync(ISession session, string ownerId, string supplierId) =>
        (await SqlSession.Of(session).FirstAsync<Row>(
            Select + " AND supplier_id = @supplierId", new { ownerId, supplierId = Ids.Key(supplierId) }))?.Supplier;

    public Task SaveAsync(IOwnerWork work, Supplier supplier) => SqlSession.Of(work).ExecuteAsync(
        """
        INSERT INTO suppliers (owner_id, supplier_id, shown_id, name, created_at, updated_at)
        VALUES (@OwnerId, @key, @Id, @Name, @createdAt, @updatedAt)
        ON CONFLICT (owner_id, supplier_id) DO UPDATE SET name = excluded.name, updated_at = excluded.updated_at
        """,
        new
        {
            work.OwnerId,
            key = Ids.Key(supplier.Id),
            supplier.Id,
            supplier.Name,
            createdAt = supplier.CreatedAt.Ms(),
            updatedAt = supplier.UpdatedAt.Ms(),
        });

    public Task RemoveAsync(IOwnerWork work, string supplierId) => SqlSession.Of(work).ExecuteAsync(
        "DELETE FROM suppliers WHERE owner_id = @OwnerId AND supplier_id = @supplierId",
        new { work.OwnerId, supplierId = Ids.Key(supplierId) });

    private sealed class Row
    {
        public string ShownId { get; init; } = "";

        public string Name { get; init; } = "";

        public long CreatedAt { get; init; }

        public long UpdatedAt { get; init; }

        public Supplier Supplier => new(ShownId, Name, Instant.At(CreatedAt), Instant.At(UpdatedAt));
    }
}
