using Prilavok.Core.Catalog;

namespace Prilavok.Core.Documents;

/// <summary>What is held under a document's id.</summary>
/// <param name="StoreId">Key of the store it belongs to.</param>
/// <param name="DeviceId">Key of the terminal that brought it.</param>
/// <param name="Seq">The event that holds its bytes.</param>
/// <param name="FirstSeq">The event that brought the first version.</param>
public sealed record KnownDocument(
    string StoreId, string DeviceId, long Seq, long FirstSeq, DateTimeOffset CloseDate, ReadOnlyMemory<byte> Hash);

/// <summary>A document that may move stock, and where it stands among those that do.</summary>
public sealed record HeldMovement(Position Position, StockPlace Place, ReadOnlyMemory<byte> Content);

/// <summary>One content of a document in one store, by what tells it from others.</summary>
/// <param name="StoreId">Key.</param>
public sealed record DocumentVersion(string StoreId, ReadOnlyMemory<byte> Hash);

/// <summary>A document as it is filed under its event.</summary>
/// <param name="FirstSeq">The event that brought the first version.</param>
/// <param name="StoreId">The store it belongs to.</param>
/// <param name="MovedFrom">Key of another store under which it was filed before; null when it was not.</param>
public sealed record FiledDocument(IncomingDocument Document, long Seq, long FirstSeq, string StoreId, string? MovedFrom);

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
    /// <summary>
    /// What the owner holds of the ids, in all stores and of all terminals, the latest first, by <see cref="Ids.Key"/>. An id has one
    /// as a rule; more were possible once.
    /// </summary>
    Task<ILookup<string, KnownDocument>> FindKnownAsync(IOwnerWork work, IReadOnlyList<IncomingDocument> incoming);

    /// <summary>What the ids have meant before they were replaced, by <see cref="Ids.Key"/>.</summary>
    Task<ILookup<string, DocumentVersion>> FindFormerAsync(IOwnerWork work, IReadOnlyCollection<string> documentIds);

    /// <summary>Files documents of different ids under their events; a document of the same id is replaced.</summary>
    Task SaveAsync(IOwnerWork work, string deviceId, IReadOnlyList<FiledDocument> documents);

    /// <summary>Remembers what was replaced.</summary>
    Task SaveFormerAsync(IOwnerWork work, IReadOnlyList<(string DocumentId, DocumentVersion Version)> versions);

    /// <summary>Of a store, by close date, then id.</summary>
    Task<IReadOnlyList<HeldMovement>> ListMovingAsync(IOwnerWork work, string storeId, IReadOnlyCollection<string> types, Page page);

    /// <summary>The close date, in unix milliseconds, behind which a store has at most <paramref name="documents"/> documents.</summary>
    Task<long> ReachAsync(IOwnerWork work, string storeId, int documents);

    /// <summary>By close date, then id.</summary>
    Task<IReadOnlyList<StoredDocument>> ListAsync(ISession session, string ownerId, DocumentQuery query, Page page);

    Task<StoredDocument?> FindAsync(ISession session, string ownerId, string storeId, string? deviceId, string documentId);
}

/// <summary>Reads what a kept document does to the stock, so that a replacement can take it back and a stock-taking can look behind it.</summary>
public interface IMovementReader
{
    StockMovement Read(ReadOnlyMemory<byte> content);

    /// <summary>The types of documents that change quantities.</summary>
    IReadOnlyCollection<string> Types { get; }
}

/// <summary>Works out the hash of a kept document anew: what stands beside it may have been worked out in a way of former days.</summary>
public interface IDocumentHash
{
    ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> content);
}
