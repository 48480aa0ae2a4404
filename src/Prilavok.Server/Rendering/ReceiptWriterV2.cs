using System.Text.Json;
using Prilavok.Server.Documents;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Rendering;

/// <summary>A receipt (ver. 2): a simplified document for those who need no fiscal details. Of a return, quantities are negative.</summary>
internal static class ReceiptWriterV2
{
    public static bool Covers(string type) => type is "SELL" or "PAYBACK";

    /// <param name="at">When the document was kept.</param>
    public static void Write(Utf8JsonWriter json, ReadOnlyMemory<byte> content, Guid eventId, DateTimeOffset at, string appId)
    {
        using var face = new DocumentFace(content, appId);
        var root = face.Root;
        json.WriteStartObject();
        json.WriteString("id", eventId);
        json.WriteNumber("timestamp", at.ToUnixTimeMilliseconds());
        json.WriteString("userId", root.Text("user_id"));
        json.WriteString("type", "ReceiptCreated");
        json.WriteNumber("version", 2);
        json.WriteStartObject("data");
        json.WriteString("id", root.Text("id"));
        json.WriteString("deviceId", root.Text("device_id"));
        json.WriteString("storeId", root.Text("store_id"));
        json.WriteString("dateTime", Instants.FormatZ(face.ClosedAt));
        json.WriteString("type", face.Type);
        json.WriteString("shiftId", root.Text("session_number"));
        json.WriteString("employeeId", root.Text("close_user_id"));
        json.WriteString("paymentSource", SourceOf(face.Body));
        json.WriteBoolean("infoCheck", !face.Body.List("pos_print_results").Any());
        json.WriteBoolean("egais", face.Body.List("positions").Any(position => position.Text("product_type") == "ALCOHOL_MARKED"));
        WriteItems(json, face);
        face.WriteExtras(json, "extras");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteItems(Utf8JsonWriter json, DocumentFace face)
    {
        var day = face.ClosedLocally;
        long totalTax = 0, totalDiscount = 0;
        json.WriteStartArray("items");
        foreach (var position in face.Body.List("positions"))
        {
            var sum = position.Money("sum") ?? 0;
            var result = position.Money("result_sum") ?? sum;
            var tax = position.Object("tax");
            var discount = Sums.Minus(sum, result);
            totalTax = Sums.Plus(totalTax, tax?.Money("result_sum"));
            totalDiscount = Sums.Plus(totalDiscount, discount);
            json.WriteStartObject();
            json.WriteString("id", position.Text("product_id"));
            json.WriteString("name", position.Text("product_name"));
            json.WriteString("itemType", position.Text("product_type"));
            json.WriteString("measureName", position.Text("measure_name"));
            Decimals.Write(json, "quantity", face.Sign * position.Quantity("quantity"), 3);
            Decimals.Write(json, "price", position.Money("price"), 2);
            Decimals.Write(json, "costPrice", position.Money("cost_price"), 2);
            Decimals.Write(json, "sumPrice", result, 2);
            Decimals.Write(json, "tax", tax?.Money("result_sum") ?? 0, 2);
            json.WriteNumber("taxPercent", TaxRates.PercentOf(tax?.Text("type"), day));
            Decimals.Write(json, "discount", discount, 2);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Decimals.Write(json, "totalTax", totalTax, 2);
        Decimals.Write(json, "totalDiscount", totalDiscount, 2);
        Decimals.Write(json, "totalAmount", face.Body.Money("result_sum") ?? 0, 2);
    }

    /// <summary>Exact cash, cash with change, a card, or anything else and mixtures.</summary>
    private static string SourceOf(DocumentView body)
    {
        var types = body.List("payments").Select(payment => payment.Text("type")).Distinct(StringComparer.Ordinal).ToList();
        return types switch
        {
            ["CASH"] when body.List("payments").Any(payment => payment.List("parts").Any(part => part.Money("change") > 0)) => "PAY_CASHBACK",
            ["CASH"] => "PAY_CASH",
            ["ELECTRON"] => "PAY_CARD",
            _ => "OTHER",
        };
    }
}
