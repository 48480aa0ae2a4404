using System.Globalization;
using Prilavok.Core.Documents;
using Prilavok.Testing;

namespace Prilavok.Storage.Tests.Documents;

/// <summary>What a paper says of the goods.</summary>
internal enum PaperKind
{
    Sale,

    Delivery,

    /// <summary>How much tea there is.</summary>
    Count,

    /// <summary>How much milk there is, and nothing else.</summary>
    WholeCount,
}

/// <summary>How the clock of a till goes when it closes a paper.</summary>
internal enum TillClock
{
    Right,

    /// <summary>It tells whole hours, so that several papers are of one moment.</summary>
    Coarse,

    /// <summary>It is a day ahead.</summary>
    Ahead,
}

/// <summary>A document as a till closed it.</summary>
/// <param name="Content">No two of one till are alike.</param>
/// <param name="StoreId">Where the till stood.</param>
/// <param name="IsNamed">The till says where.</param>
internal sealed record Paper(string Id, int Content, PaperKind Kind, DateTimeOffset Closed, string StoreId, bool IsNamed)
{
    public const string Tea = "tea";

    public const string Milk = "milk";

    /// <summary>Nobody has said how much of it there is.</summary>
    public const string Bags = "bags";

    /// <param name="storeId">Which one the server takes it for.</param>
    public IncomingDocument ReadIn(string storeId) => Read() with { StoreId = storeId, NamesStore = IsNamed };

    public IncomingDocument Read() => Kind switch
    {
        PaperKind.Sale => Sales.Document(Id, Closed, note: Note, changes: [(Tea, -1_000 * Content), (Bags, -500)]),
        PaperKind.Delivery => Sales.Document(Id, Closed, "ACCEPT", Note, (Milk, 700 * Content)),
        PaperKind.Count => Sales.Count(Id, Closed, isComplete: false, (Tea, 900_000 + Content)),
        _ => Sales.Count(Id, Closed, isComplete: true, (Milk, 400_000 + Content)),
    };

    private string Note => Content.ToString(CultureInfo.InvariantCulture);
}
