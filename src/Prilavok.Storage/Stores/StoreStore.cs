using Prilavok.Core;
using Prilavok.Core.Stores;

namespace Prilavok.Storage.Stores;

internal sealed class StoreStore : IStores
{
    private const string Select = "SELECT shown_id, name, address, created_at, updated_at FROM stores WHERE owner_id = @ownerId";

    private const string Present = " AND removed_at IS NULL";

    public async Task<IReadOnlyList<Store>> ListAsync(ISession session, string ownerId, Page page)
    {
        var rows = await SqlSession.Of(session).QueryAsync<Row>(
            Select + Present + " AND (created_at, store_id) > (@At, @Id) ORDER BY created_at, store_id LIMIT @Limit",
            new { ownerId, page.After.At, page.After.Id, page.Limit });
        return [.. rows.Select(row => row.Store)];
    }

    public async Task<Store?> FindAsync(ISession session, string ownerId, string storeId) =>
        (await SqlSession.Of(session).FirstAsync<Row>(
            Select + Present + " AND store_id = @storeId", new { ownerId, storeId = Ids.Key(storeId) }))?.Store;

    public async Task<IReadOnlyList<Store>> ListEverAsync(ISession session, string ownerId) =>
        [.. (await SqlSession.Of(session).QueryAsync<Row>(Select + " ORDER BY created_at, store_id", new { ownerId })).Select(row => row.Store)];

    public async Task<Store?> FindEverAsync(ISession session, string ownerId, string storeId) =>
        (await SqlSession.Of(session).FirstAsync<Row>(
            Select + " AND store_id = @storeId", new { ownerId, storeId = Ids.Key(storeId) }))?.Store;

    public Task SaveAsync(IOwnerWork work, Store store) => SqlSession.Of(work).ExecuteAsync(
        """
        INSERT INTO stores (owner_id, store_id, shown_id, name, address, created_at, updated_at)
        VALUES (@OwnerId, @key, @Id, @Name, @Address, @createdAt, @updatedAt)
        ON CONFLICT (owner_id, store_id) DO UPDATE
        SET name = excluded.name, address = excluded.address, updated_at = excluded.updated_at, removed_at = NULL,
            shown_id = CASE WHEN stores.removed_at IS NULL THEN stores.shown_id ELSE excluded.shown_id END,
            created_at = CASE WHEN stores.removed_at IS NULL THEN stores.created_at ELSE excluded.created_at END
        """,
        new
        {
            work.OwnerId,
            key = Ids.Key(store.Id),
            store.Id,
            store.Name,
            store.Address,
            createdAt = store.CreatedAt.Ms(),
            updatedAt = store.UpdatedAt.Ms(),
        });

    public async Task RemoveAsync(IOwnerWork work, string storeId)
    {
        var args = new { work.OwnerId, storeId = Ids.Key(storeId), now = work.Now.Ms() };
        await SqlSession.Of(work).ExecuteAsync("DELETE FROM product_images WHERE owner_id = @OwnerId AND store_id = @storeId", args);
        await SqlSession.Of(work).ExecuteAsync("DELETE FROM products WHERE owner_id = @OwnerId AND store_id = @storeId", args);
        await SqlSession.Of(work).ExecuteAsync("DELETE FROM stock_counts WHERE owner_id = @OwnerId AND store_id = @storeId", args);
        await SqlSession.Of(work).ExecuteAsync("DELETE FROM extras WHERE owner_id = @OwnerId AND store_id = @storeId", args);
        await SqlSession.Of(work).ExecuteAsync("UPDATE stores SET removed_at = @now WHERE owner_id = @OwnerId AND store_id = @storeId", args);
    }

    private sealed class Row
    {
        public string ShownId { get; init; } = "";

        public string Name { get; init; } = "";

        public string? Address { get; init; }

        public long CreatedAt { get; init; }

        public long UpdatedAt { get; init; }

        public Store Store => new(ShownId, Name, Address, Instant.At(CreatedAt), Instant.At(UpdatedAt));
    }
}
