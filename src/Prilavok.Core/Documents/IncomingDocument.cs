namespace Prilavok.Core.Documents;

/// <summary>A document as a terminal sent it, read and checked, ready to be kept.</summary>
public sealed record IncomingDocument
{
    /// <summary>As received; unique within the store, compared without regard to case.</summary>
    public required string Id { get; init; }

    /// <summary>SELL, PAYBACK, …</summary>
    public required string Type { get; init; }

    /// <summary>The terminal's time, in UTC. It may be years off: a wrong clock is no reason to lose a receipt.</summary>
    public required DateTimeOffset CloseDate { get; init; }

    /// <summary>The canonical v2 form, complete: this is what is kept and what every face is drawn from.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>SHA-256 of what the terminal said, however it spelled it. Equal hashes mean the same document sent again.</summary>
    public required ReadOnlyMemory<byte> Hash { get; init; }

    public required StockMovement Movement { get; init; }
}

/// <summary>What a document does to the stock of its store.</summary>
public sealed record StockMovement
{
    public static StockMovement None { get; } = new();

    /// <summary>Changes of quantity, in thousandths, already signed. One product may occur several times.</summary>
    public IReadOnlyList<QuantityChange> Changes { get; init; } = [];

    /// <summary>Counted quantities, in thousandths (stock-taking).</summary>
    public IReadOnlyList<QuantityChange> Counted { get; init; } = [];

    /// <summary>True when every product of the store that was not counted has none left.</summary>
    public bool IsComplete { get; init; }

    /// <summary>New prices, in kopecks.</summary>
    public IReadOnlyList<PriceChange> Prices { get; init; } = [];

    public bool IsEmpty => Changes.Count == 0 && Counted.Count == 0 && Prices.Count == 0 && !IsComplete;
}

public readonly record struct QuantityChange(string ProductId, long Quantity);

public readonly record struct PriceChange(string ProductId, long Price);
