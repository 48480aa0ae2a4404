using System.Globalization;
using Prilavok.Core;
using Prilavok.Core.Catalog;
using Prilavok.Core.Log;

namespace Prilavok.Storage.Catalog;

internal sealed class StockStore : IStock
{
    /// <summary>A movement that stands before the stock-taking that holds is in what was counted.</summary>
    private const string IsAfter = "(counted_at IS NULL OR (@at, @place) > (counted_at, counted_seq))";

    /// <summary>Whoever had no quantity so far has one as soon as something moved.</summary>
    private const string IsShown = "(quantity IS NULL OR " + IsAfter + ")";

    private static readonly string Most = StockBounds.Most.ToString(CultureInfo.InvariantCulture);

    private static readonly Statement Move = new(
        $"""
        UPDATE products SET
            quantity = CASE WHEN {IsAfter} THEN {Within("COALESCE(quantity, 0) + @quantity")} ELSE COALESCE(quantity, 0) END,
            uncounted = CASE WHEN counted_at IS NULL THEN NULL ELSE {Within("COALESCE(uncounted, 0) + @quantity")} END,
            updated_at = CASE WHEN {IsShown} THEN @now ELSE updated_at END,
            revision = CASE WHEN {IsShown} THEN revision + 1 ELSE revision END,
            moved_seq = CASE WHEN {IsShown} THEN @seq ELSE moved_seq END
        WHERE owner_id = @owner AND store_id = @store AND product_id = @product AND is_group = 0
        RETURNING quantity, moved_seq, details
        """,
        "@owner", "@store", "@product", "@quantity", "@at", "@place", "@now", "@seq");

    public async Task<IReadOnlyList<StockLevel>> MoveAsync(
        IOwnerWork work, string storeId, long seq, IReadOnlyCollection<StockChange> changes)
    {
        var store = Ids.Key(storeId);
        var now = work.Now.Ms();
        var moved = await SqlSession.Of(work).ReturnEachAsync(Move, changes.Select(change => new object?[]
        {
            work.OwnerId, store, Ids.Key(change.ProductId), change.Quantity, change.Place.At, change.Place.Seq, now, seq,
        }));
        return [.. moved.Where(row => row[1] is long last && last == seq)
            .Select(row => new StockLevel(storeId, ProductRow.ShownIdIn((byte[])row[2]!), (long)row[0]!))];
    }

    public async Task<IReadOnlyList<MovedStock>> MovedAsync(
        ISession session, string ownerId, string storeId, long after, long upTo, int limit) => await SqlSession.Of(session).QueryAsync(
        """
        SELECT moved_seq, details, quantity FROM products
        WHERE owner_id = @ownerId AND store_id = @storeId AND moved_seq > @after AND moved_seq <= @upTo AND quantity IS NOT NULL
        ORDER BY moved_seq LIMIT @limit
        """,
        new { ownerId, storeId = Ids.Key(storeId), after, upTo, limit },
        row => new MovedStock(row.GetInt64(0), ProductRow.ShownIdIn(row.GetFieldValue<byte[]>(1)), row.GetInt64(2)));

    /// <summary>Both sides fit into the column, so that what comes between does not overflow.</summary>
    private static string Within(string sum) => $"CASE WHEN {sum} > {Most} THEN {Most} WHEN {sum} < -{Most} THEN -{Most} ELSE {sum} END";
}
