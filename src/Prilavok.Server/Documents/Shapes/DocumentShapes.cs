using static Prilavok.Server.Documents.Shapes.Place;

namespace Prilavok.Server.Documents.Shapes;

/// <summary>
/// The one table of what the contract knows of documents: for each kind, which places of its body hold what. Whoever reads, keeps,
/// shows or describes a document asks here. What is not here is kept and given out as it came.
/// </summary>
internal static class DocumentShapes
{
    private static readonly Place Description = Text("description");

    private static readonly Place Total = Money("sum").LeftOut;

    private static readonly Shape Supply = new(
        Positions(PositionShapes.OfGoods), Text("supplier_id"), Description, Total, Text("counterparty_name").LeftOut);

    private static readonly Dictionary<string, Shape> ByKind = new(StringComparer.Ordinal)
    {
        ["SELL"] = ReceiptShapes.Sale,
        ["BUY"] = ReceiptShapes.Sale,
        ["PAYBACK"] = ReceiptShapes.Return,
        ["BUYBACK"] = ReceiptShapes.Return,
        ["ACCEPT"] = Supply,
        ["RETURN"] = Supply,
        ["WRITE_OFF"] = new Shape(Positions(PositionShapes.OfGoods), Description, Total),
        ["OPEN_TARE"] = new Shape(Positions(PositionShapes.OfGoods), Total),
        ["INVENTORY"] = new Shape(Positions(PositionShapes.OfCount), Description, Flag("complete_inventory").Reckoned.LeftOut),
        ["REVALUATION"] = new Shape(
            Positions(PositionShapes.OfRevaluation), Text("base_document_id"), Whole("base_document_number"), Description),
        ["OPEN_SESSION"] = Shape.Unknown,
        ["CLOSE_SESSION"] = PrinterShapes.CloseSession,
        ["CASH_INCOME"] = PrinterShapes.CashIncome,
        ["CASH_OUTCOME"] = PrinterShapes.CashOutcome,
        ["POS_OPEN_SESSION"] = PrinterShapes.Opening,
        ["X_REPORT"] = PrinterShapes.XReport,
        ["FPRINT"] = PrinterShapes.XReport,
        ["Z_REPORT"] = PrinterShapes.ZReport,
    };

    public static IEnumerable<string> Kinds => ByKind.Keys;

    /// <summary>What every document has around its body.</summary>
    public static Shape Envelope { get; } = new(
        Text("type").LeftOut,
        Text("id").LeftOut,
        Opaque("extras").LeftOut,
        Whole("number").Reckoned,
        Time("close_date").LeftOut,
        Whole("time_zone_offset").Reckoned.LeftOut,
        Text("session_id"),
        Whole("session_number").Reckoned,
        Text("close_user_id"),
        Text("device_id").LeftOut,
        Text("store_id").LeftOut,
        Text("user_id").LeftOut,
        Opaque("counterparties"),
        Opaque("body").LeftOut,
        Time("created_at").LeftOut,
        Text("version").LeftOut);

    /// <summary>False for a kind that nobody here knows, CORRECTION and PAYMENT among them: all of its body is kept as it comes.</summary>
    public static bool IsKnown(string kind) => ByKind.ContainsKey(kind);

    public static Shape OfBody(string kind) => ByKind.GetValueOrDefault(kind, Shape.Unknown);

    private static Place Positions(Shape shape) => List("positions", shape).Reckoned.Required.LeftOut;
}
