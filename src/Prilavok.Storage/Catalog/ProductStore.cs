using Prilavok.Core;
using Prilavok.Core.Catalog;
using Prilavok.Core.Documents;

namespace Prilavok.Storage.Catalog;

internal sealed class ProductStore : IProducts
{
    private const string Select = """
        SELECT product_id, price, cost_price, quantity, details, created_at, updated_at FROM products
        WHERE owner_id = @ownerId AND store_id = @storeId
        """;

    private const string Upsert = """
        INSERT INTO products (owner_id, store_id, product_id, is_group, parent_id, name, code, type, price, cost_price, quantity, details, created_at, updated_at)
        VALUES (@OwnerId, @StoreId, @ProductId, @IsGroup, @ParentId, @Name, @Code, @Type, @Price, @CostPrice, @Quantity, @Details, @CreatedAt, @UpdatedAt)
        ON CONFLICT (owner_id, store_id, product_id) DO UPDATE
        SET is_group = excluded.is_group, parent_id = excluded.parent_id, name = excluded.name, code = excluded.code, type = excluded.type,
            price = excluded.price, cost_price = excluded.cost_price, quantity = excluded.quantity, details = excluded.details,
            updated_at = excluded.updated_at
        """;

    private const string This = "WHERE owner_id = @OwnerId AND store_id = @StoreId AND product_id = @ProductId";

    public async Task<IReadOnlyList<(Position Position, Product Product)>> ListAsync(
        ISession session, string ownerId, string storeId, Page page)
    {
        var rows = await SqlSession.Of(session).QueryAsync<ProductRow>(
            Select + " AND (created_at, product_id) > (@At, @Id) ORDER BY created_at, product_id LIMIT @Limit",
            new { ownerId, storeId = Ids.Key(storeId), page.After.At, page.After.Id, page.Limit });
        return [.. rows.Select(row => (new Position(row.CreatedAt, row.ProductId), row.Product))];
    }

    public async Task<IReadOnlyDictionary<string, Product>> FindAsync(
        ISession session, string ownerId, string storeId, IReadOnlyCollection<string> ids)
    {
        var sql = SqlSession.Of(session);
        var rows = await sql.QueryAsync<ProductRow>(
            $"{Select} AND {sql.Dialect.In("product_id", "ids")}",
            new { ownerId, storeId = Ids.Key(storeId), ids = sql.Dialect.List(ids.Select(Ids.Key)) });
        return rows.ToDictionary(row => row.ProductId, row => row.Product, StringComparer.Ordinal);
    }

    public async Task SaveAsync(IOwnerWork work, IReadOnlyCollection<Product> products)
    {
        foreach (var product in products)
        {
            await SqlSession.Of(work).ExecuteAsync(Upsert, ProductRow.Of(work.OwnerId, product));
        }
    }

    public async Task RemoveAsync(IOwnerWork work, string storeId, IReadOnlyCollection<string> ids)
    {
        var sql = SqlSession.Of(work);
        await sql.ExecuteAsync(
            $"DELETE FROM products WHERE owner_id = @OwnerId AND store_id = @storeId AND {sql.Dialect.In("product_id", "ids")}",
            new { work.OwnerId, storeId = Ids.Key(storeId), ids = sql.Dialect.List(ids.Select(Ids.Key)) });
    }

    public async Task MoveAsync(IOwnerWork work, string storeId, StockMovement movement)
    {
        var sql = SqlSession.Of(work);
        var args = new ProductRow { OwnerId = work.OwnerId, StoreId = Ids.Key(storeId), UpdatedAt = work.Now.Ms() };
        if (movement.IsComplete)
        {
            await sql.ExecuteAsync(
                "UPDATE products SET quantity = 0 WHERE owner_id = @OwnerId AND store_id = @StoreId AND quantity IS NOT NULL", args);
        }

        foreach (var change in movement.Changes)
        {
            args.ProductId = Ids.Key(change.ProductId);
            args.Quantity = change.Quantity;
            await sql.ExecuteAsync($"UPDATE products SET quantity = COALESCE(quantity, 0) + @Quantity {This} AND is_group = 0", args);
        }

        foreach (var counted in movement.Counted)
        {
            args.ProductId = Ids.Key(counted.ProductId);
            args.Quantity = counted.Quantity;
            await sql.ExecuteAsync($"UPDATE products SET quantity = @Quantity {This} AND is_group = 0", args);
        }

        foreach (var price in movement.Prices)
        {
            args.ProductId = Ids.Key(price.ProductId);
            args.Price = price.Price;
            await sql.ExecuteAsync($"UPDATE products SET price = @Price, updated_at = @UpdatedAt {This} AND is_group = 0", args);
        }
    }

    public async Task SetQuantitiesAsync(IOwnerWork work, string storeId, IReadOnlyDictionary<string, long> quantities)
    {
        var args = new ProductRow { OwnerId = work.OwnerId, StoreId = Ids.Key(storeId), UpdatedAt = work.Now.Ms() };
        foreach (var (id, quantity) in quantities)
        {
            args.ProductId = Ids.Key(id);
            args.Quantity = quantity;
            await SqlSession.Of(work).ExecuteAsync($"UPDATE products SET quantity = @Quantity, updated_at = @UpdatedAt {This}", args);
        }
    }
}
