using System.Data.Common;
using Prilavok.Core;
using Prilavok.Core.Catalog;

namespace Prilavok.Storage.Catalog;

internal sealed class StockCountStore : IStockCounts
{
    private const string Here = " WHERE owner_id = @OwnerId AND store_id = @store";

    private static readonly Statement Insert = new(
        """
        INSERT INTO stock_counts (owner_id, store_id, product_id, document_id, at, seq, kept_at, quantity)
        VALUES (@owner, @store, @product, @document, @at, @seq, @kept_at, @quantity)
        """,
        "@owner", "@store", "@product", "@document", "@at", "@seq", "@kept_at", "@quantity");

    private static readonly Statement Rest = new(
        """
        UPDATE products SET quantity = @quantity, uncounted = @uncounted, counted_at = @counted_at, counted_seq = @counted_seq,
            updated_at = CASE WHEN @moved = 1 THEN @now ELSE updated_at END,
            revision = revision + @moved,
            moved_seq = CASE WHEN @moved = 1 THEN @seq ELSE moved_seq END
        WHERE owner_id = @owner AND store_id = @store AND product_id = @product
        """,
        "@owner", "@store", "@product", "@quantity", "@uncounted", "@counted_at", "@counted_seq", "@moved", "@now", "@seq");

    public Task SaveAsync(IOwnerWork work, string storeId, IReadOnlyCollection<StockCount> counts)
    {
        var store = Ids.Key(storeId);
        return SqlSession.Of(work).ExecuteEachAsync(Insert, counts.Select(count => new object?[]
        {
            work.OwnerId, store, count.ProductId, count.DocumentId, count.Place.At, count.Place.Seq, count.KeptAt, count.Quantity,
        }));
    }

    public async Task<IReadOnlyList<StockCount>> RemoveAsync(IOwnerWork work, string storeId, string documentId)
    {
        const string Of = Here + " AND document_id = @documentId";
        var sql = SqlSession.Of(work);
        var args = new { work.OwnerId, store = Ids.Key(storeId), documentId };
        var gone = await sql.QueryAsync("SELECT product_id, document_id, at, seq, kept_at, quantity FROM stock_counts" + Of, args, CountOf);
        await sql.ExecuteAsync("DELETE FROM stock_counts" + Of, args);
        return gone;
    }

    public async Task<IReadOnlyList<StockCount>> ListAsync(IOwnerWork work, string storeId, IReadOnlyCollection<string>? keys)
    {
        var sql = SqlSession.Of(work);
        return await sql.QueryAsync(
            "SELECT product_id, document_id, at, seq, kept_at, quantity FROM stock_counts" + Here
                + (keys is null ? "" : $" AND {sql.Dialect.In("product_id", "keys")}"),
            new { work.OwnerId, store = Ids.Key(storeId), keys = sql.Dialect.List([.. keys ?? [], ""]) },
            CountOf);
    }

    public async Task<IReadOnlyList<StockState>> StatesAsync(IOwnerWork work, string storeId, IReadOnlyCollection<string>? keys)
    {
        var sql = SqlSession.Of(work);
        return await sql.QueryAsync(
            "SELECT product_id, details, quantity, uncounted, counted_at, counted_seq, set_at, set_seq, created_at FROM products"
                + Here + " AND is_group = 0" + (keys is null ? "" : $" AND {sql.Dialect.In("product_id", "keys")}"),
            new { work.OwnerId, store = Ids.Key(storeId), keys = sql.Dialect.List(keys ?? []) },
            row => new StockState(
                row.GetString(0),
                ProductRow.ShownIdIn(row.GetFieldValue<byte[]>(1)),
                Number(row, 2),
                Number(row, 3),
                Number(row, 4) is { } counted ? new StockPlace(counted, row.GetInt64(5)) : null,
                Number(row, 6) is { } set ? new StockPlace(set, row.GetInt64(7)) : null,
                row.GetInt64(8)));
    }

    public Task SaveStatesAsync(IOwnerWork work, string storeId, long seq, IReadOnlyCollection<(StockState State, bool IsMoved)> states)
    {
        var store = Ids.Key(storeId);
        var now = work.Now.Ms();
        return SqlSession.Of(work).ExecuteEachAsync(Rest, states.Select(one => new object?[]
        {
            work.OwnerId, store, one.State.Key, one.State.Quantity, one.State.Uncounted, one.State.Counted?.At, one.State.Counted?.Seq,
            one.IsMoved ? 1L : 0L, now, seq,
        }));
    }

    private static StockCount CountOf(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), new StockPlace(row.GetInt64(2), row.GetInt64(3)), row.GetInt64(4), Number(row, 5));

    private static long? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
}
