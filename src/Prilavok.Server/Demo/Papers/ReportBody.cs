using System.Text.Json;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Demo.Papers;

/// <summary>X_REPORT or Z_REPORT: the shift so far, or the shift closed.</summary>
/// <remarks>
/// <c>total</c> is what was sold, <c>proceeds</c> and <c>revenue</c> are that less what was paid back, <c>cash</c> is what lies in
/// the drawer.
/// </remarks>
internal sealed record ReportBody(string Type, Slip Slip, ShiftTotals Totals) : DocumentBody(Type)
{
    public override void Write(Utf8JsonWriter json)
    {
        Slip.Write(json);
        Decimals.Write(json, "total", Totals.Sales.Sum, 2);
        Decimals.Write(json, "proceeds", Totals.Revenue, 2);
        Decimals.Write(json, "cash", Totals.Drawer, 2);
        if (Type == "Z_REPORT")
        {
            WriteClosing(json);
        }
    }

    private void WriteClosing(Utf8JsonWriter json)
    {
        Decimals.Write(json, "cash_in_sum", Totals.CashIn, 2);
        Decimals.Write(json, "cash_out_sum", Totals.CashOut, 2);
        json.WriteNumber("cash_in_quantity", Totals.CashInCount);
        json.WriteNumber("cash_out_quantity", Totals.CashOutCount);
        Decimals.Write(json, "collection", Totals.CashOut, 2);
        Decimals.Write(json, "revenue", Totals.Revenue, 2);
        Decimals.Write(json, "session_sales_results", Totals.Revenue, 2);
        Decimals.Write(json, "session_purchases_results", Totals.Purchases.Sum - Totals.PurchasesBack.Sum, 2);
        Decimals.Write(json, "nonzero_sum_sales", Totals.SalesEver, 2);
        Decimals.Write(json, "nonzero_sum_purchases", Totals.PurchasesEver, 2);
        WriteCounts(json, "quantity_sales", Totals.Sales, Totals.SalesBack);
        WriteCounts(json, "quantity_purchases", Totals.Purchases, Totals.PurchasesBack);
        WriteTurnover(json, "sales", Totals.Sales);
        WriteTurnover(json, "sales_back", Totals.SalesBack);
        WriteTurnover(json, "purchases", Totals.Purchases);
        WriteTurnover(json, "purchases_back", Totals.PurchasesBack);
    }

    private static void WriteCounts(Utf8JsonWriter json, string name, Turnover made, Turnover back)
    {
        json.WriteStartObject(name);
        json.WriteNumber("quantity", made.Count);
        json.WriteNumber("reversal", 0);
        json.WriteNumber("back", back.Count);
        json.WriteNumber("reversal_back", 0);
        json.WriteEndObject();
    }

    private static void WriteTurnover(Utf8JsonWriter json, string name, Turnover turnover)
    {
        json.WriteStartObject(name);
        Decimals.Write(json, "summ", turnover.Sum, 2);
        json.WriteNumber("reversal", 0);
        json.WriteStartArray("sections");
        WriteSection(json, 0, "НАЛИЧНЫМИ", turnover.Cash);
        WriteSection(json, 3, "ПЛАТ.КАРТОЙ", turnover.Card);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSection(Utf8JsonWriter json, int number, string name, long value)
    {
        json.WriteStartObject();
        json.WriteNumber("number", number);
        json.WriteString("name", name);
        Decimals.Write(json, "value", value, 2);
        json.WriteEndObject();
    }
}
