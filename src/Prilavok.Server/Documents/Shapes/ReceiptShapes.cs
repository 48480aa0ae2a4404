using static Prilavok.Server.Documents.Shapes.Place;

namespace Prilavok.Server.Documents.Shapes;

/// <summary>Sales, purchases and their returns.</summary>
internal static class ReceiptShapes
{
    private static readonly Shape Payment = new(
        Text("id"),
        Text("parent_id"),
        Money("sum").Reckoned,
        Text("type"),
        List("parts", new Shape(Text("print_group_id"), Money("part_sum").Reckoned, Money("change").Reckoned)),
        Object("app_payment", new Shape(Text("app_id").LeftOut, Text("name").LeftOut)),
        Object("merchant_info", new Shape(Text("number"), Text("english_name"), Text("category_code"))),
        Object("bank_info", new Shape(Text("name"))),
        Object("app_info", new Shape(Text("app_id"), Text("name"))),
        Opaque("cashless_info"),
        Opaque("driver_info"),
        Text("rrn").LeftOut);

    private static readonly Shape PrintGroup = new(
        Text("id"), Text("type"), Text("org_name"), Text("org_inn"), Text("org_address"), Text("taxation_system"), Opaque("medicine_attributes"));

    private static readonly Shape PrintResult = new(
        Whole("receipt_number"), Whole("document_number"), Whole("session_number"), Text("receipt_date"), Text("receipt_time"), Text("fn_reg_number"),
        Text("fiscal_sign_doc_number"), Whole("fiscal_document_number"), Text("fn_serial_number"), Text("kkt_serial_number"), Text("kkt_reg_number"),
        Text("print_group_id"), Money("check_sum"));

    private static readonly Place[] Base = [Text("base_document_id"), Whole("base_document_number")];

    /// <summary>A sale, or a purchase from the public.</summary>
    public static Shape Sale { get; } = With(Base.Select(place => place.LeftOut));

    /// <summary>The return of one.</summary>
    public static Shape Return { get; } = With(Base);

    private static Shape With(IEnumerable<Place> more) => new(
    [
        List("positions", PositionShapes.OfReceipt).Reckoned.Required.AlwaysThere.LeftOut,
        List("doc_discounts", PositionShapes.Discount).Reckoned.AlwaysThere.LeftOut,
        List("payments", Payment).Reckoned.AlwaysThere.LeftOut,
        List("print_groups", PrintGroup).AlwaysThere.LeftOut,
        List("pos_print_results", PrintResult).AlwaysThere.LeftOut,
        Money("sum").Reckoned.LeftOut,
        Money("result_sum").Reckoned.LeftOut,
        Text("customer_email"),
        Text("customer_phone"),
        .. more,
    ]);
}
