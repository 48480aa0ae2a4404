namespace Prilavok.Server.Documents;

/// <summary>What kinds of documents do to goods.</summary>
internal static class DocumentVocabulary
{
    /// <summary>Documents whose positions leave or come.</summary>
    public static IReadOnlyList<string> StockTypes { get; } = ["SELL", "BUYBACK", "RETURN", "WRITE_OFF", "OPEN_TARE", "PAYBACK", "BUY", "ACCEPT"];

    /// <summary>What a position does to the stock: goods leave, come, or neither.</summary>
    public static int StockSign(string type) => type switch
    {
        "SELL" or "BUYBACK" or "RETURN" or "WRITE_OFF" or "OPEN_TARE" => -1,
        "PAYBACK" or "BUY" or "ACCEPT" => 1,
        _ => 0,
    };
}
