namespace Prilavok.Core.Documents;

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
