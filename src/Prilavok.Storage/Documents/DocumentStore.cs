using Prilavok.Core;
using Prilavok.Core.Documents;

namespace Prilavok.Storage.Documents;

/// <summary>The index of documents. Their bytes stand in the log, in the event of the version that holds.</summary>
internal sealed class DocumentStore : IDocuments
{
    private static readonly Statement Upsert = new(
        """
        INSERT INTO documents (owner_id, store_id, document_id, seq, type, device_id, close_date, hash)
        VALUES (@owner, @store, @document, @seq, @type, @device, @close_date, @hash)
        ON CONFLICT (owner_id, store_id, document_id) DO UPDATE
        SET seq = excluded.seq, type = excluded.type, device_id = excluded.device_id, close_date = excluded.close_date, hash = excluded.hash
        """,
        "@owner", "@store", "@document", "@seq", "@type", "@device", "@close_date", "@hash");

    private const string Known = "SELECT document_id, seq, hash FROM documents WHERE owner_id = @OwnerId AND store_id = @store AND ";

    private const string Select = """
        SELECT d.document_id, d.type, d.close_date, e.data FROM documents d JOIN events e ON e.owner_id = d.owner_id AND e.seq = d.seq
        WHERE d.owner_id = @ownerId AND d.store_id = @storeId
        """;

    public async Task<IReadOnlyDictionary<string, KnownDocument>> FindKnownAsync(
        IOwnerWork work, string storeId, IReadOnlyList<IncomingDocument> incoming)
    {
        var sql = SqlSession.Of(work);
        var store = Ids.Key(storeId);
        var rows = incoming is [var only] // Terminals send one at a time as a rule, and a list costs more to ask for.
            ? await sql.QueryAsync<Row>(Known + "document_id = @id", new { work.OwnerId, store, id = Ids.Key(only.Id) })
            : await sql.QueryAsync<Row>(
                Known + sql.Dialect.In("document_id", "ids"),
                new { work.OwnerId, store, ids = sql.Dialect.List(incoming.Select(document => Ids.Key(document.Id))) });
        return rows.ToDictionary(row => row.DocumentId, row => new KnownDocument(row.Seq, row.Hash), StringComparer.Ordinal);
    }

    public Task SaveAsync(
        IOwnerWork work, string storeId, string deviceId, IReadOnlyList<(IncomingDocument Document, long Seq)> documents)
    {
        var store = Ids.Key(storeId);
        var device = Ids.Key(deviceId);
        return SqlSession.Of(work).ExecuteEachAsync(Upsert, documents.Select(kept => new object?[]
        {
            work.OwnerId, store, Ids.Key(kept.Document.Id), kept.Seq, kept.Document.Type, device, kept.Document.CloseDate.Ms(),
            kept.Document.Hash.ToArray(),
        }));
    }

    public async Task<IReadOnlyList<StoredDocument>> ListAsync(ISession session, string ownerId, DocumentQuery query, Page page)
    {
        var sql = SqlSession.Of(session);

        // The list starts at the later of both places: a condition beside the place would walk over everything older.
        var since = new Position(query.Since.Ms() ?? long.MinValue, "");
        var after = since.At > page.After.At ? since : page.After;
        var text = Select + " AND (d.close_date, d.document_id) > (@At, @Id)"
            + (query.Until is null ? "" : " AND d.close_date < @until")
            + (query.DeviceId is null ? "" : " AND d.device_id = @deviceId")
            + (query.Types is null ? "" : $" AND {sql.Dialect.In("d.type", "types")}")
            + " ORDER BY d.close_date, d.document_id LIMIT @Limit";
        var rows = await sql.QueryAsync<Row>(
            text,
            new
            {
                ownerId,
                storeId = Ids.Key(query.StoreId),
                after.At,
                after.Id,
                page.Limit,
                until = query.Until.Ms(),
                deviceId = query.DeviceId is { } device ? Ids.Key(device) : null,
                types = sql.Dialect.List(query.Types ?? []),
            });
        return [.. rows.Select(row => row.Stored)];
    }

    public async Task<StoredDocument?> FindAsync(
        ISession session, string ownerId, string storeId, string? deviceId, string documentId) =>
        (await SqlSession.Of(session).FirstAsync<Row>(
            Select + " AND d.document_id = @documentId" + (deviceId is null ? "" : " AND d.device_id = @deviceId"),
            new
            {
                ownerId,
                storeId = Ids.Key(storeId),
                documentId = Ids.Key(documentId),
                deviceId = deviceId is null ? null : Ids.Key(deviceId),
            }))?.Stored;

    private sealed class Row
    {
        public string DocumentId { get; init; } = "";

        public long Seq { get; init; }

        public string Type { get; init; } = "";

        public long CloseDate { get; init; }

        public byte[] Hash { get; init; } = [];

        public byte[] Data { get; init; } = [];

        public StoredDocument Stored => new(new Position(CloseDate, DocumentId), Type, Data);
    }
}
