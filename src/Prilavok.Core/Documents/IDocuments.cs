namespace Prilavok.Core.Documents;

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
