using Prilavok.Core;
using Prilavok.Core.Catalog;

namespace Prilavok.Storage.Catalog;

internal sealed class ProductStore : IProducts
{
    private const string Here = "owner_id = @ownerId AND store_id = @storeId";

    private const string Select =
        "SELECT product_id, price, cost_price, quantity, details, created_at, updated_at FROM products WHERE " + Here;

    private static readonly Statement Upsert = new(
        """
        INSERT INTO products (owner_id, store_id, product_id, is_group, parent_id, name, code, type, price, cost_price, quantity, details, created_at,
            updated_at, revision)
        VALUES (@owner, @store, @product, @is_group, @parent, @name, @code, @type, @price, @cost, @quantity, @details, @created, @updated, @revision)
        ON CONFLICT (owner_id, store_id, product_id) DO UPDATE
        SET is_group = excluded.is_group, parent_id = excluded.parent_id, name = excluded.name, code = excluded.code, type = excluded.type,
            price = excluded.price, cost_price = excluded.cost_price, quantity = excluded.quantity, details = excluded.details,
            updated_at = excluded.updated_at, revision = products.revision + 1,
            uncounted = CASE WHEN products.quantity IS DISTINCT FROM excluded.quantity THEN NULL ELSE products.uncounted END,
            counted_at = CASE WHEN products.quantity IS DISTINCT FROM excluded.quantity THEN NULL ELSE products.counted_at END,
            counted_seq = CASE WHEN products.quantity IS DISTINCT FROM excluded.quantity THEN NULL ELSE products.counted_seq END,
            set_at = CASE WHEN products.quantity IS DISTINCT FROM excluded.quantity THEN excluded.updated_at ELSE products.set_at END,
            set_seq = CASE WHEN products.quantity IS DISTINCT FROM excluded.quantity THEN excluded.revision ELSE products.set_seq END
        """,
        "@owner", "@store", "@product", "@is_group", "@parent", "@name", "@code", "@type", "@price", "@cost", "@quantity", "@details",
        "@created", "@updated", "@revision");

    private const string This = ", revision = revision + 1 WHERE owner_id = @owner AND store_id = @store AND product_id = @product AND is_group = 0";

    private static readonly Statement Set = new(
        """
        UPDATE products SET quantity = @quantity, updated_at = @now, uncounted = NULL, counted_at = NULL, counted_seq = NULL,
            set_at = @now, set_seq = @set_seq
        """ + This, "@owner", "@store", "@product", "@quantity", "@now", "@set_seq");

    private static readonly Statement Reprice = new(
        "UPDATE products SET price = @price, updated_at = @now" + This, "@owner", "@store", "@product", "@price", "@now");

    public async Task<IReadOnlyList<(Position Position, Product Product)>> ListAsync(
        ISession session, string ownerId, string storeId, Page page, ProductFilter filter = default)
    {
        var rows = await SqlSession.Of(session).QueryAsync<ProductRow>(Select + Listed(filter), Args(ownerId, storeId, page, filter));
        return [.. rows.Select(row => (new Position(row.CreatedAt, row.ProductId), row.Product))];
    }

    public async Task<IReadOnlyList<(Position Position, long Revision)>> RevisionsAsync(
        ISession session, string ownerId, string storeId, Page page, ProductFilter filter) =>
        [
            .. await SqlSession.Of(session).QueryAsync(
                "SELECT created_at, product_id, revision FROM products WHERE " + Here + Listed(filter),
                Args(ownerId, storeId, page, filter),
                row => (new Position(row.GetInt64(0), row.GetString(1)), row.GetInt64(2))),
        ];

    public async Task<IReadOnlyDictionary<string, Product>> FindAsync(
        ISession session, string ownerId, string storeId, IReadOnlyCollection<string> ids)
    {
        var sql = SqlSession.Of(session);
        var rows = await sql.QueryAsync<ProductRow>(
            $"{Select} AND {sql.Dialect.In("product_id", "ids")}",
            new { ownerId, storeId = Ids.Key(storeId), ids = sql.Dialect.List(ids.Select(Ids.Key)) });
        return rows.ToDictionary(row => row.ProductId, row => row.Product, StringComparer.Ordinal);
    }

    public async Task<IReadOnlyList<Product>> InsideAsync(
        ISession session, string ownerId, string storeId, IReadOnlyCollection<string> groupIds, bool areGroups, int limit)
    {
        var sql = SqlSession.Of(session);
        var rows = await sql.QueryAsync<ProductRow>(
            $"""
            {Select} AND is_group = @isGroup AND parent_id IN (
                WITH RECURSIVE inside (product_id) AS (
                    SELECT product_id FROM products WHERE {Here} AND is_group = 1 AND {sql.Dialect.In("product_id", "ids")}
                    UNION
                    SELECT child.product_id FROM inside
                    JOIN products AS child
                        ON child.owner_id = @ownerId AND child.store_id = @storeId AND child.parent_id = inside.product_id AND child.is_group = 1)
                SELECT product_id FROM inside)
            LIMIT @limit
            """,
            new
            {
                ownerId,
                storeId = Ids.Key(storeId),
                ids = sql.Dialect.List(groupIds.Select(Ids.Key)),
                isGroup = areGroups ? 1 : 0,
                limit,
            });
        return [.. rows.Select(row => row.Product)];
    }

    public Task SaveAsync(IOwnerWork work, IReadOnlyCollection<Product> products) =>
        SqlSession.Of(work).ExecuteEachAsync(Upsert, products.Select(product => ProductRow.ValuesOf(work, product)));

    public async Task RemoveAsync(IOwnerWork work, string storeId, IReadOnlyCollection<string> ids)
    {
        var sql = SqlSession.Of(work);
        var args = new { ownerId = work.OwnerId, storeId = Ids.Key(storeId), ids = sql.Dialect.List(ids.Select(Ids.Key)) };
        await sql.ExecuteAsync($"DELETE FROM product_images WHERE {Here} AND {sql.Dialect.In("product_id", "ids")}", args);
        await sql.ExecuteAsync($"DELETE FROM stock_counts WHERE {Here} AND {sql.Dialect.In("product_id", "ids")}", args);
        await sql.ExecuteAsync($"DELETE FROM products WHERE {Here} AND {sql.Dialect.In("product_id", "ids")}", args);
    }

    public Task RepriceAsync(IOwnerWork work, string storeId, IReadOnlyCollection<(string ProductId, long Price)> prices)
    {
        var store = Ids.Key(storeId);
        var now = work.Now.Ms();
        return SqlSession.Of(work).ExecuteEachAsync(
            Reprice, prices.Select(p => new object?[] { work.OwnerId, store, Ids.Key(p.ProductId), p.Price, now }));
    }

    public Task SetQuantitiesAsync(IOwnerWork work, string storeId, IReadOnlyDictionary<string, long> quantities)
    {
        var store = Ids.Key(storeId);
        var now = work.Now.Ms();
        return SqlSession.Of(work).ExecuteEachAsync(
            Set, quantities.Select(q => new object?[] { work.OwnerId, store, Ids.Key(q.Key), q.Value, now, work.Head }));
    }

    private static string Listed(ProductFilter filter) =>
        " AND (created_at, product_id) > (@At, @Id)"
        + (filter.IsGroup is null ? "" : " AND is_group = @isGroup")
        + (filter.Since is null ? "" : " AND updated_at >= @since")
        + " ORDER BY created_at, product_id LIMIT @Limit";

    private static object Args(string ownerId, string storeId, Page page, ProductFilter filter) => new
    {
        ownerId,
        storeId = Ids.Key(storeId),
        page.After.At,
        page.After.Id,
        isGroup = filter.IsGroup is true ? 1 : 0,
        since = filter.Since.Ms(),
        page.Limit,
    };
}
