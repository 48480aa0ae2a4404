using static Prilavok.Server.Documents.Shapes.Place;

namespace Prilavok.Server.Documents.Shapes;

/// <summary>Shifts, cash and reports: what a fiscal printer prints besides receipts.</summary>
internal static class PrinterShapes
{
    /// <summary>What the printer says of each slip.</summary>
    private static readonly Place[] Slip =
    [
        Whole("session_number"), Whole("document_number"), Whole("receipt_number"), Text("receipt_date"), Text("receipt_time"), Text("fn_reg_number"),
        Text("fn_serial_number"), Text("kkt_serial_number"), Text("kkt_reg_number"), Text("fiscal_sign_doc_number"), Whole("fiscal_document_number"),
    ];

    private static readonly Place[] Till = [Money("total"), Money("proceeds"), Money("cash")];

    private static readonly Shape Section = Shown(Whole("number"), Text("name"), Money("value"));

    private static readonly Shape Turnover = Shown(Money("summ"), Money("reversal"), List("sections", Section));

    private static readonly Shape Numbers = Shown(Whole("quantity"), Whole("reversal"), Whole("back"), Whole("reversal_back"));

    public static Shape CloseSession { get; } = Shown(Money("revenue"), Money("total"));

    public static Shape Opening { get; } = Shown(Slip);

    public static Shape XReport { get; } = Shown([.. Slip, .. Till]);

    public static Shape ZReport { get; } = Shown(
    [
        .. Slip, .. Till, Money("cash_in_sum"), Money("cash_out_sum"), Whole("cash_in_quantity"), Whole("cash_out_quantity"), Money("collection"),
        Money("revenue"), Money("session_sales_results"), Money("session_purchases_results"), Money("nonzero_sum_sales"),
        Money("nonzero_sum_purchases"),
        Object("quantity_sales", Numbers), Object("quantity_purchases", Numbers), Object("sales", Turnover), Object("sales_back", Turnover),
        Object("purchases", Turnover), Object("purchases_back", Turnover),
    ]);

    public static Shape CashIncome { get; } = Cash(Text("contributor"));

    public static Shape CashOutcome { get; } = Cash(Text("receiver"), Whole("payment_category_id"), Text("payment_category_name"));

    private static Shape Cash(params Place[] whose) =>
        new([.. Slip.Select(place => place.LeftOut), Money("sum").LeftOut, Text("description"), .. whose]);

    /// <summary>Webhooks add nothing to them.</summary>
    private static Shape Shown(params Place[] places) => new([.. places.Select(place => place.LeftOut)]);
}
