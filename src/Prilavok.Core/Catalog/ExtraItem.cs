namespace Prilavok.Core.Catalog;

/// <summary>The two halves of what an app adds to products. The numbers are stored.</summary>
public enum ExtraKind
{
    /// <summary>Which fields the app adds, and how a terminal shows them.</summary>
    Scheme = 1,

    /// <summary>What stands in the fields of one product.</summary>
    Extra = 2,
}

/// <summary>Where an app keeps its own in one store. No other app sees it.</summary>
public sealed record ExtraShelf(string AppId, string StoreId, ExtraKind Kind);

/// <param name="Content">What is given out, word for word.</param>
public sealed record ExtraItem(string Id, ReadOnlyMemory<byte> Content);
