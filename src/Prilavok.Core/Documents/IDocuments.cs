namespace Prilavok.Core.Documents;

/// <summary>What is held under a document's id.</summary>
/// <param name="Seq">The event that holds its bytes.</param>
public sealed record KnownDocument(long Seq, ReadOnlyMemory<byte> Hash);

/// <param name="Content">Canonical v2 bytes.</param>
public sealed record StoredDocument(Position Position, string Type, ReadOnlyMemory<byte> Content);

/// <summary>Which documents of a store.</summary>
/// <param name="Since">Closed at or after.</param>
/// <param name="Until">Closed before.</param>
/// <param name="Types">Null means all.</param>
public sealed record DocumentQuery(
    string StoreId, string? DeviceId = null, DateTimeOffset? Since = null, DateTimeOffset? Until = null, IReadOnlyCollection<string>? Types = null);

public interface IDocuments
{
    /// <summary>Those of the ids that are held, by <see cref="Ids.Key"/>.</summary>
    Task<IReadOnlyDictionary<string, KnownDocument>> FindKnownAsync(IOwnerWork work, string storeId, IReadOnlyList<IncomingDocument> incoming);

    /// <summary>Files documents under their events; a document of the same id is replaced.</summary>
    Task SaveAsync(IOwnerWork work, string storeId, string deviceId, IReadOnlyList<(IncomingDocument Document, long Seq)> documents);

    /// <summary>By close date, then id.</summary>
    Task<IReadOnlyList<StoredDocument>> ListAsync(ISession session, string ownerId, DocumentQuery query, Page page);

    Task<StoredDocument?> FindAsync(ISession session, string ownerId, string storeId, string? deviceId, string documentId);
}

/// <summary>Reads what a kept document did to the stock, so that a replacement can take it back.</summary>
public interface IMovementReader
{
    StockMovement Read(ReadOnlyMemory<byte> content);
}
