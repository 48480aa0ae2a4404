namespace Prilavok.Core.Documents;

/// <summary>A document as a terminal sent it, read and checked, ready to be kept.</summary>
public sealed record IncomingDocument
{
    /// <summary>As received; the terminal's own within the owner's account, compared without regard to case.</summary>
    public required string Id { get; init; }

    /// <summary>SELL, PAYBACK, …</summary>
    public required string Type { get; init; }

    /// <summary>The store in which the terminal stood when it was closed; null is where it stands now.</summary>
    public string? StoreId { get; init; }

    /// <summary>The terminal said itself which store it was.</summary>
    public bool NamesStore { get; init; }

    /// <summary>The terminal's time, in UTC. It may be years off: a wrong clock is no reason to lose a receipt.</summary>
    public required DateTimeOffset CloseDate { get; init; }

    /// <summary>The canonical v2 form, complete: this is what is kept and what every face is drawn from.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>SHA-256 of what the terminal said, however it spelled it. Equal hashes mean the same document sent again.</summary>
    public required ReadOnlyMemory<byte> Hash { get; init; }

    public required StockMovement Movement { get; init; }

    /// <summary>It says what a kept one says. A store that the terminal does not name makes no difference.</summary>
    /// <param name="storeKey">Key of the store of the other.</param>
    public bool Is(string storeKey, ReadOnlyMemory<byte> hash) =>
        hash.Span.SequenceEqual(Hash.Span) && (!NamesStore || StoreId is null || Ids.Key(StoreId) == storeKey);
}

/// <summary>What a document does to the stock of its store.</summary>
public sealed record StockMovement
{
    public static StockMovement None { get; } = new();

    /// <summary>Changes of quantity, in thousandths, already signed. One product may occur several times.</summary>
    public IReadOnlyList<QuantityChange> Changes { get; init; } = [];

    /// <summary>What a stock-taking says of the products it names.</summary>
    public IReadOnlyList<CountedQuantity> Counted { get; init; } = [];

    /// <summary>True when every product of the store that was not counted has none left.</summary>
    public bool IsComplete { get; init; }

    /// <summary>New prices, in kopecks.</summary>
    public IReadOnlyList<PriceChange> Prices { get; init; } = [];

    /// <summary>It says how much there is, not how much came or went.</summary>
    public bool IsCount => IsComplete || Counted.Count > 0;
}
