namespace Prilavok.Core.Documents;

/// <summary>A document as it is filed under its event.</summary>
/// <param name="FirstSeq">The event that brought the first version.</param>
/// <param name="StoreId">The store it belongs to.</param>
/// <param name="MovedFrom">Key of another store under which it was filed before; null when it was not.</param>
public sealed record FiledDocument(IncomingDocument Document, long Seq, long FirstSeq, string StoreId, string? MovedFrom);

/// <param name="Content">Canonical v2 bytes.</param>
public sealed record StoredDocument(Position Position, string Type, ReadOnlyMemory<byte> Content);
