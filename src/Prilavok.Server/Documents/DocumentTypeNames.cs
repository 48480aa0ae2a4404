namespace Prilavok.Server.Documents;

/// <summary>The names of kinds of documents. A name nobody here knows is a newer terminal's, and kept.</summary>
internal static class DocumentTypeNames
{
    public const string FiscalReport = "FPRINT";

    private const int Longest = 64;

    private static readonly string[] Reports = ["X_REPORT", "Z_REPORT", "POS_OPEN_SESSION", FiscalReport];

    public static bool IsName(string? name) =>
        name is { Length: > 0 and <= Longest } && name.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_');

    /// <summary>v1 has one name for everything the fiscal printer reports.</summary>
    public static string ToV1(string type) => Reports.Contains(type) ? FiscalReport : type;

    /// <summary>The kept types that a name in a filter stands for, in any case: names of v2, and of v1.</summary>
    public static IEnumerable<string> OfFilter(string name) => name.ToUpperInvariant() switch
    {
        FiscalReport or "FPRINT_OPERATION" => Reports,
        var other => other == name ? [name] : [other, name], // A terminal may have brought a kind in small letters.
    };
}
