using Prilavok.Core;
using Prilavok.Core.Catalog;

namespace Prilavok.Storage.Catalog;

internal sealed class ExtraStore : IExtras
{
    private const string Shelf = "owner_id = @OwnerId AND app_id = @AppId AND store_id = @StoreId AND kind = @Kind";

    private const string Upsert = """
        INSERT INTO extras (owner_id, app_id, store_id, kind, extra_id, content, created_at)
        VALUES (@OwnerId, @AppId, @StoreId, @Kind, @ExtraId, @Content, @CreatedAt)
        ON CONFLICT (owner_id, app_id, store_id, kind, extra_id) DO UPDATE SET content = excluded.content
        """;

    public async Task<IReadOnlyList<(Position Position, ExtraItem Item)>> ListAsync(
        ISession session, string ownerId, ExtraShelf shelf, Page page)
    {
        var rows = await SqlSession.Of(session).QueryAsync<Row>(
            $"""
            SELECT extra_id, content, created_at FROM extras WHERE {Shelf} AND (created_at, extra_id) > (@At, @Id)
            ORDER BY created_at, extra_id LIMIT @Limit
            """,
            new
            {
                OwnerId = ownerId,
                AppId = Ids.Key(shelf.AppId),
                StoreId = Ids.Key(shelf.StoreId),
                Kind = (int)shelf.Kind,
                page.After.At,
                page.After.Id,
                page.Limit,
            });
        return [.. rows.Select(row => (new Position(row.CreatedAt, row.ExtraId), new ExtraItem(row.ExtraId, row.Content)))];
    }

    public async Task SaveAsync(IOwnerWork work, ExtraShelf shelf, IReadOnlyCollection<ExtraItem> items)
    {
        var row = RowOf(work, shelf);
        row.CreatedAt = work.Now.Ms();
        foreach (var item in items)
        {
            row.ExtraId = Ids.Key(item.Id);
            row.Content = item.Content.ToArray();
            await SqlSession.Of(work).ExecuteAsync(Upsert, row);
        }
    }

    public async Task RemoveAsync(IOwnerWork work, ExtraShelf shelf, IReadOnlyCollection<string>? ids)
    {
        var sql = SqlSession.Of(work);
        var row = RowOf(work, shelf);
        if (ids is null)
        {
            await sql.ExecuteAsync($"DELETE FROM extras WHERE {Shelf}", row);
            return;
        }

        await sql.ExecuteAsync(
            $"DELETE FROM extras WHERE {Shelf} AND {sql.Dialect.In("extra_id", "ids")}",
            new { row.OwnerId, row.AppId, row.StoreId, row.Kind, ids = sql.Dialect.List(ids.Select(Ids.Key)) });
    }

    private static Row RowOf(IOwnerWork work, ExtraShelf shelf) =>
        new() { OwnerId = work.OwnerId, AppId = Ids.Key(shelf.AppId), StoreId = Ids.Key(shelf.StoreId), Kind = (int)shelf.Kind };

    private sealed class Row
    {
        public string OwnerId { get; set; } = "";

        public string AppId { get; set; } = "";

        public string StoreId { get; set; } = "";

        public int Kind { get; set; }

        public string ExtraId { get; set; } = "";

        public byte[] Content { get; set; } = [];

        public long CreatedAt { get; set; }
    }
}
