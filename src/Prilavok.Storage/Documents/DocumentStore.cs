using Prilavok.Core;
using Prilavok.Core.Catalog;
using Prilavok.Core.Documents;

namespace Prilavok.Storage.Documents;

/// <summary>The index of documents. Their bytes stand in the log, in the event of the version that holds.</summary>
internal sealed class DocumentStore : IDocuments
{
    private static readonly Statement Upsert = new(
        """
        INSERT INTO documents (owner_id, store_id, document_id, seq, type, device_id, close_date, hash, first_seq)
        VALUES (@owner, @store, @document, @seq, @type, @device, @close_date, @hash, @first_seq)
        ON CONFLICT (owner_id, document_id, store_id) DO UPDATE
        SET seq = excluded.seq, type = excluded.type, device_id = excluded.device_id, close_date = excluded.close_date, hash = excluded.hash,
            first_seq = excluded.first_seq
        """,
        "@owner", "@store", "@document", "@seq", "@type", "@device", "@close_date", "@hash", "@first_seq");

    private static readonly Statement Leave = new(
        "DELETE FROM documents WHERE owner_id = @owner AND document_id = @document AND store_id = @store", "@owner", "@document", "@store");

    private static readonly Statement Replace = new(
        """
        INSERT INTO former_documents (owner_id, document_id, store_id, hash) VALUES (@owner, @document, @store, @hash)
        ON CONFLICT (owner_id, document_id, store_id, hash) DO NOTHING
        """,
        "@owner", "@document", "@store", "@hash");

    private static readonly Statement Known = new(
        """
        SELECT document_id, store_id, device_id, seq, COALESCE(first_seq, seq), close_date, hash
        FROM documents WHERE owner_id = @owner AND document_id = @document
        """,
        "@owner", "@document");

    private static readonly ILookup<string, KnownDocument> None = Enumerable.Empty<KnownDocument>().ToLookup(known => known.StoreId);

    private const string Select = """
        SELECT d.document_id, d.type, d.close_date, e.data FROM documents d JOIN events e ON e.owner_id = d.owner_id AND e.seq = d.seq
        WHERE d.owner_id = @ownerId AND d.store_id = @storeId
        """;

    public async Task<ILookup<string, KnownDocument>> FindKnownAsync(IOwnerWork work, IReadOnlyList<IncomingDocument> incoming)
    {
        var ids = incoming.Select(document => Ids.Key(document.Id)).Distinct(StringComparer.Ordinal);
        var rows = await SqlSession.Of(work).ReturnEachAsync(Known, ids.Select(id => new object?[] { work.OwnerId, id }));
        return rows.Count == 0 ? None : rows.OrderByDescending(row => (long)row[3]!).ToLookup(
            row => (string)row[0]!,
            row => new KnownDocument(
                (string)row[1]!, (string)row[2]!, (long)row[3]!, (long)row[4]!, Instant.At((long)row[5]!), (byte[])row[6]!),
            StringComparer.Ordinal);
    }

    public async Task<ILookup<string, DocumentVersion>> FindFormerAsync(IOwnerWork work, IReadOnlyCollection<string> documentIds)
    {
        var sql = SqlSession.Of(work);
        return (await sql.QueryAsync<Row>(
            $"SELECT document_id, store_id, hash FROM former_documents WHERE owner_id = @OwnerId AND {sql.Dialect.In("document_id", "ids")}",
            new { work.OwnerId, ids = sql.Dialect.List(documentIds.Select(Ids.Key)) }))
            .ToLookup(row => row.DocumentId, row => new DocumentVersion(row.StoreId, row.Hash), StringComparer.Ordinal);
    }

    public async Task SaveAsync(IOwnerWork work, string deviceId, IReadOnlyList<FiledDocument> documents)
    {
        var sql = SqlSession.Of(work);
        var device = Ids.Key(deviceId);
        await sql.ExecuteEachAsync(Upsert, documents.Select(filed => new object?[]
        {
            work.OwnerId, Ids.Key(filed.StoreId), Ids.Key(filed.Document.Id), filed.Seq, filed.Document.Type, device,
            filed.Document.CloseDate.Ms(), filed.Document.Hash.ToArray(), filed.FirstSeq,
        }));
        if (documents.Any(filed => filed.MovedFrom is not null))
        {
            await sql.ExecuteEachAsync(
                Leave,
                documents.Where(filed => filed.MovedFrom is not null)
                    .Select(filed => new object?[] { work.OwnerId, Ids.Key(filed.Document.Id), filed.MovedFrom }));
        }
    }

    public Task SaveFormerAsync(IOwnerWork work, IReadOnlyList<(string DocumentId, DocumentVersion Version)> versions) =>
        SqlSession.Of(work).ExecuteEachAsync(Replace, versions.Select(former => new object?[]
        {
            work.OwnerId, Ids.Key(former.DocumentId), former.Version.StoreId, former.Version.Hash.ToArray(),
        }));

    public async Task<IReadOnlyList<HeldMovement>> ListMovingAsync(
        IOwnerWork work, string storeId, IReadOnlyCollection<string> types, Page page)
    {
        var sql = SqlSession.Of(work);
        return await sql.QueryAsync(
            $"""
            SELECT d.close_date, d.document_id, COALESCE(d.first_seq, d.seq), e.at, e.data
            FROM documents d JOIN events e ON e.owner_id = d.owner_id AND e.seq = d.seq
            WHERE d.owner_id = @OwnerId AND d.store_id = @store AND (d.close_date, d.document_id) > (@At, @Id) AND {sql.Dialect.In("d.type", "types")}
            ORDER BY d.close_date, d.document_id LIMIT @Limit
            """,
            new { work.OwnerId, store = Ids.Key(storeId), types = sql.Dialect.List(types), page.After.At, page.After.Id, page.Limit },
            row => new HeldMovement(
                new Position(row.GetInt64(0), row.GetString(1)),
                StockPlace.Of(Instant.At(row.GetInt64(0)), Instant.At(row.GetInt64(3)), row.GetInt64(2)),
                row.GetFieldValue<byte[]>(4)));
    }

    public async Task<long> ReachAsync(IOwnerWork work, string storeId, int documents) => await SqlSession.Of(work).ScalarAsync<long?>(
        """
        SELECT close_date FROM documents WHERE owner_id = @OwnerId AND store_id = @store
        ORDER BY close_date DESC, document_id DESC LIMIT 1 OFFSET @documents
        """,
        new { work.OwnerId, store = Ids.Key(storeId), documents }) ?? long.MinValue;

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

        public string StoreId { get; init; } = "";

        public string Type { get; init; } = "";

        public long CloseDate { get; init; }

        public byte[] Hash { get; init; } = [];

        public byte[] Data { get; init; } = [];

        public StoredDocument Stored => new(new Position(CloseDate, DocumentId), Type, Data);
    }
}
