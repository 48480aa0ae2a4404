using System.Text.Json;

namespace Prilavok.Server.Rendering;

/// <summary>What the fiscal printer reports: v1 knows it as one transaction of a document FPRINT.</summary>
internal static class ReportTransactionsV1
{
    private static readonly (string V1, string V2)[] Counts =
    [
        ("cashInQuantity", "cash_in_quantity"), ("cashOutQuantity", "cash_out_quantity"),
    ];

    private static readonly (string V1, string V2)[] Sums =
    [
        ("cashIn", "cash_in_sum"), ("cashOut", "cash_out_sum"), ("collection", "collection"), ("revenue", "revenue"),
        ("sessionSalesResults", "session_sales_results"), ("sessionPurchasesResults", "session_purchases_results"),
        ("nonzeroSumSales", "nonzero_sum_sales"), ("nonzeroSumPurchases", "nonzero_sum_purchases"),
    ];

    private static readonly (string V1, string V2)[] Directions =
    [
        ("purchases", "purchases"), ("purchasesBack", "purchases_back"), ("sales", "sales"), ("salesBack", "sales_back"),
    ];

    public static void Write(TransactionWriterV1 to, DocumentFace face)
    {
        var body = face.Body;
        switch (face.Type)
        {
            case "POS_OPEN_SESSION":
                to.Write("FPRINT_OPEN_SESSION", json => WriteNumbers(json, body));
                break;
            case "Z_REPORT":
                to.Write("FPRINT_Z_REPORT", json => WriteDay(json, body));
                break;
            default:
                to.Write("FPRINT_X_REPORT", json => WriteTotals(json, body));
                break;
        }
    }

    private static void WriteNumbers(Utf8JsonWriter json, DocumentView body)
    {
        TransactionWriterV1.WriteWhole(json, "receiptNumber", body.Whole("receipt_number"));
        TransactionWriterV1.WriteWhole(json, "sessionNumber", body.Whole("session_number"));
        TransactionWriterV1.WriteWhole(json, "documentNumber", body.Whole("document_number"));
    }

    private static void WriteTotals(Utf8JsonWriter json, DocumentView body)
    {
        WriteNumbers(json, body);
        TransactionWriterV1.WriteMoney(json, "cash", body.Money("cash"));
        TransactionWriterV1.WriteMoney(json, "total", body.Money("total"));
        TransactionWriterV1.WriteMoney(json, "proceeds", body.Money("proceeds"));
    }

    private static void WriteDay(Utf8JsonWriter json, DocumentView body)
    {
        WriteTotals(json, body);
        foreach (var (v1, v2) in Sums)
        {
            TransactionWriterV1.WriteMoney(json, v1, body.Money(v2));
        }

        foreach (var (v1, v2) in Counts)
        {
            TransactionWriterV1.WriteWhole(json, v1, body.Whole(v2));
        }

        foreach (var (v1, v2) in Directions)
        {
            WriteDirection(json, v1, body.Object(v2) ?? default);
        }

        WriteQuantities(json, "quantityPurchases", body.Object("quantity_purchases") ?? default, "reversalBack");
        WriteQuantities(json, "quantitySales", body.Object("quantity_sales") ?? default, "reversal_back");
    }

    private static void WriteDirection(Utf8JsonWriter json, string name, DocumentView direction)
    {
        json.WriteStartObject(name);
        TransactionWriterV1.WriteMoney(json, "reversal", direction.Money("reversal") ?? 0);
        json.WriteStartArray("sections");
        foreach (var section in direction.List("sections"))
        {
            json.WriteStartObject();
            json.WriteString("name", section.Text("name"));
            TransactionWriterV1.WriteWhole(json, "number", section.Whole("number"));
            TransactionWriterV1.WriteMoney(json, "value", section.Money("value"));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        TransactionWriterV1.WriteMoney(json, "summ", direction.Money("summ") ?? 0);
        json.WriteEndObject();
    }

    /// <param name="reversalBack">The published samples spell it in two ways.</param>
    private static void WriteQuantities(Utf8JsonWriter json, string name, DocumentView quantities, string reversalBack)
    {
        json.WriteStartObject(name);
        TransactionWriterV1.WriteWhole(json, "back", quantities.Whole("back") ?? 0);
        TransactionWriterV1.WriteWhole(json, "quantity", quantities.Whole("quantity") ?? 0);
        TransactionWriterV1.WriteWhole(json, "reversal", quantities.Whole("reversal") ?? 0);
        TransactionWriterV1.WriteWhole(json, reversalBack, quantities.Whole("reversal_back") ?? 0);
        json.WriteEndObject();
    }
}
