using Prilavok.Core.Catalog;

namespace Prilavok.Core.Documents;

/// <summary>The version that a document replaces.</summary>
/// <param name="Seq">The event that holds it.</param>
/// <param name="FirstSeq">The event that brought the first version.</param>
public sealed record FormerVersion(long Seq, long FirstSeq, DateTimeOffset CloseDate);

/// <summary>A document that is kept under an event.</summary>
/// <param name="StoreId">As it is shown.</param>
public sealed record KeptDocument(IncomingDocument Document, string StoreId, long Seq, FormerVersion? Former)
{
    public long FirstSeq => Former?.FirstSeq ?? Seq;

    public StockPlace PlaceAt(DateTimeOffset received) => StockPlace.Of(Document.CloseDate, received, FirstSeq);
}
