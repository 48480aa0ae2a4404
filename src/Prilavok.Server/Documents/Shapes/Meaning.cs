namespace Prilavok.Server.Documents.Shapes;

/// <summary>What the contract says of a place in a document.</summary>
internal enum Meaning
{
    /// <summary>A text; times of a fiscal printer and names that look like numbers are texts. Kept as it comes, whatever it is.</summary>
    Text,

    /// <summary>An instant.</summary>
    Time,

    /// <summary>Roubles, to the kopeck.</summary>
    Money,

    /// <summary>A quantity, to the thousandth.</summary>
    Count,

    /// <summary>Five digits after the point.</summary>
    Percent,

    /// <summary>An integer.</summary>
    Whole,

    Flag,

    /// <summary>Somebody else's: kept as it comes, and nothing in it gets another name.</summary>
    Opaque,

    /// <summary>An object with places of its own.</summary>
    Object,

    /// <summary>A list of such objects.</summary>
    List,
}
