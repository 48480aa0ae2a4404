using Prilavok.Core;
using Prilavok.Core.Documents;

namespace Prilavok.Storage.Documents;

/// <summary>The index of documents. Their bytes stand in the log, in the event of the version that holds.</summary>
internal sealed class DocumentStore : IDocuments
{
    private const string Upsert = """
        INSERT INTO documents (owner_id, store_id, document_id, seq, type, device_id, close_date, hash)
        VALUES (@OwnerId, @StoreId, @DocumentId, @Seq, @Type, @DeviceId, @CloseDate, @Hash)
        ON CONFLICT (owner_id, store_id, document_id) DO UPDATE
        SET seq = excluded.seq, type = excluded.type, device_id = excluded.device_id, close_date = excluded.close_date, hash = excluded.hash
        """;

    private const string Known = """
        SELECT document_id, seq, hash FROM documents WHERE owner_id = @OwnerId AND store_id = @StoreId AND document_id = @DocumentId
        """;

    private const string Select = """
        SELECT d.document_id, d.type, d.close_date, e.data FROM documents d JOIN events e ON e.owner_id = d.owner_id AND e.seq = d.seq
        WHERE d.owner_id = @ownerId AND d.store_id = @storeId
        """;

    public async Task<IReadOnlyDictionary<string, KnownDocument>> FindKnownAsync(
        IOwnerWork work, string storeId, IReadOnlyList<IncomingDocument> incoming)
    {
        var sql = SqlSession.Of(work);
        var known = new Dictionary<string, KnownDocument>(StringComparer.Ordinal);
        var args = new Row { OwnerId = work.OwnerId, StoreId = Ids.Key(storeId) };
        foreach (var document in incoming)
        {
            args.DocumentId = Ids.Key(document.Id);
            if (await sql.FirstAsync<Row>(Known, args) is { } row)
            {
                known[row.DocumentId] = new KnownDocument(row.Seq, row.Hash);
            }
        }

        return known;
    }

    public async Task SaveAsync(
        IOwnerWork work, string storeId, string deviceId, IReadOnlyList<(IncomingDocument Document, long Seq)> documents)
    {
        foreach (var (document, seq) in documents)
        {
            await SqlSession.Of(work).ExecuteAsync(
                Upsert,
                new Row
                {
                    OwnerId = work.OwnerId,
                    StoreId = Ids.Key(storeId),
                    DocumentId = Ids.Key(document.Id),
                    Seq = seq,
                    Type = document.Type,
                    DeviceId = Ids.Key(deviceId),
                    CloseDate = document.CloseDate.Ms(),
                    Hash = document.Hash.ToArray(),
                });
        }
    }

    public async Task<IReadOnlyList<StoredDocument>> ListAsync(ISession session, string ownerId, DocumentQuery query, Page page)
    {
        var sql = SqlSession.Of(session);
        var text = Select + " AND (d.close_date, d.document_id) > (@At, @Id)"
            + (query.Since is null ? "" : " AND d.close_date >= @since")
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
                page.After.At,
                page.After.Id,
                page.Limit,
                since = query.Since.Ms(),
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
        public string OwnerId { get; set; } = "";

        public string StoreId { get; set; } = "";

        public string DocumentId { get; set; } = "";

        public long Seq { get; set; }

        public string Type { get; set; } = "";

        public string DeviceId { get; set; } = "";

        public long CloseDate { get; set; }

        public byte[] Hash { get; set; } = [];

        public byte[] Data { get; set; } = [];

        public StoredDocument Stored => new(new Position(CloseDate, DocumentId), Type, Data);
    }
}
