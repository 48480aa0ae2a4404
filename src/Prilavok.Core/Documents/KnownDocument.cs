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
