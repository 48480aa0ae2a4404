using System.Text.Json;
using Prilavok.Server.Documents;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Rendering;

/// <summary>
/// A receipt as transactions: opened, positions each followed by its discounts and tax (which name no product and belong to the
/// position before them), payments, change, closed.
/// </summary>
internal static class ReceiptTransactionsV1
{
    private const int DiscountType = 1;

    /// <param name="zeroChange">As <see cref="DocumentOptions.ZeroChange"/>.</param>
    public static void Write(TransactionWriterV1 to, DocumentFace face, bool zeroChange)
    {
        var body = face.Body;
        var sign = face.Sign;
        var day = face.ClosedLocally;
        var documentDiscount = body.SumOf("doc_discounts", "discount_sum");
        var quantity = 0L;
        WriteOpen(to, face);
        foreach (var position in body.List("positions"))
        {
            quantity = Sums.Plus(quantity, position.Quantity("quantity"));
            WritePosition(to, position, sign, "-1");
            WriteDiscounts(to, position, documentDiscount);
            WriteTax(to, position, sign, day);
        }

        WritePayments(to, body, sign, zeroChange);
        WriteCloseFiscal(to, ResultOf(body), body.Money("result_sum"));
        WriteClose(to, face, sign * (body.Money("result_sum") ?? 0), sign * quantity);
    }

    public static void WriteOpen(TransactionWriterV1 to, DocumentFace face) => to.Write("DOCUMENT_OPEN", json =>
    {
        WriteClient(json, face.Body);
        json.WriteString("baseDocumentUUID", face.Body.Text("base_document_id"));
        json.WriteString("baseDocumentNumber", face.Body.Text("base_document_number"));
    });

    public static void WriteClose(TransactionWriterV1 to, DocumentFace face, long sum, long quantity) => to.Write("DOCUMENT_CLOSE", json =>
    {
        TransactionWriterV1.WriteMoney(json, "sum", sum);
        TransactionWriterV1.WriteQuantity(json, "quantity", quantity);
        WriteClient(json, face.Body);
        json.WriteNull("baseDocumentUUID");
        json.WriteNull("baseDocumentNumber");
    });

    /// <param name="printed">What the fiscal printer said.</param>
    public static void WriteCloseFiscal(TransactionWriterV1 to, DocumentView printed, long? total) => to.Write("DOCUMENT_CLOSE_FPRINT", json =>
    {
        TransactionWriterV1.WriteMoney(json, "total", total);
        json.WriteString("receiptNumber", printed.Text("receipt_number"));
        json.WriteString("sessionNumber", printed.Text("session_number"));
        json.WriteString("documentNumber", printed.Text("document_number"));
    });

    public static void WritePosition(TransactionWriterV1 to, DocumentView position, int sign, string positionId) =>
        to.Write("REGISTER_POSITION", json =>
        {
            var sum = position.Money("sum");
            var price = position.Money("price");
            TransactionWriterV1.WriteMoney(json, "sum", sign * sum);
            json.WriteString("mark", position.Text("mark"));
            TransactionWriterV1.WriteMoney(json, "price", price);
            json.WriteString("barcode", position.Text("bar_code"));
            TransactionWriterV1.WriteQuantity(json, "quantity", sign * position.Quantity("quantity"));
            TransactionWriterV1.WriteMoney(json, "costPrice", position.Money("cost_price"));
            TransactionWriterV1.WriteMoney(json, "resultSum", sign * (position.Money("result_sum") ?? sum));
            json.WriteString("positionId", positionId);
            TransactionWriterV1.WriteQuantity(json, "tareVolume", position.Quantity("tare_volume") ?? 0);
            json.WriteString("measureName", position.Text("measure_name"));
            WriteExtraKeys(json, position);
            TransactionWriterV1.WriteMoney(json, "resultPrice", position.Money("result_price") ?? price);
            json.WriteString("commodityCode", position.Text("code"));
            json.WriteString("commodityName", position.Text("product_name"));
            json.WriteString("commodityType", position.Text("product_type"));
            json.WriteString("commodityUuid", position.Text("product_id"));
            json.WriteString("fprintSection", "0");
            TransactionWriterV1.WriteQuantity(json, "alcoholByVolume", position.Quantity("alcohol_by_volume") ?? 0);
            TransactionWriterV1.WriteQuantity(json, "balanceQuantity", position.Quantity("initial_quantity"));
            TransactionWriterV1.WriteWhole(json, "alcoholProductKindCode", position.Whole("alcohol_product_kind_code") ?? 0);
        });

    private static void WriteDiscounts(TransactionWriterV1 to, DocumentView position, long documentDiscount)
    {
        if (position.Object("position_discount") is { } own)
        {
            to.Write("DISCOUNT_POSITION", json =>
            {
                TransactionWriterV1.WriteMoney(json, "discountSum", own.Money("discount_sum"));
                json.WriteNumber("discountType", DiscountType);
                Decimals.Write(json, "percent", own.Number("discount_percent", 5), 5);
            });
        }

        if (position.Object("doc_distributed_discount") is { } share)
        {
            to.Write("DISCOUNT_DOCUMENT_POSITION", json =>
            {
                json.WriteNull("clientName");
                json.WriteNull("clientPhone");
                json.WriteString("couponNumber", share.Text("coupon"));
                TransactionWriterV1.WriteMoney(json, "discountDocumentSum", documentDiscount);
                Decimals.Write(json, "discountPositionPercent", share.Number("discount_percent", 5), 5);
                TransactionWriterV1.WriteMoney(json, "discountPositionSum", share.Money("discount_sum"));
                json.WriteNumber("discountType", DiscountType);
            });
        }
    }

    private static void WriteTax(TransactionWriterV1 to, DocumentView position, int sign, DateTime day) => to.Write("POSITION_TAX", json =>
    {
        var tax = position.Object("tax");
        json.WriteString("tax", tax?.Text("type"));
        TransactionWriterV1.WriteMoney(json, "taxSum", sign * tax?.Money("sum"));
        json.WriteString("barcode", position.Text("bar_code"));
        TransactionWriterV1.WriteMoney(json, "resultSum", sign * (position.Money("result_sum") ?? position.Money("sum")));
        json.WriteNumber("taxPercent", TaxRates.PercentOf(tax?.Text("type"), day));
        TransactionWriterV1.WriteMoney(json, "resultPrice", position.Money("result_price") ?? position.Money("price"));
        json.WriteNull("taxRateCode");
        TransactionWriterV1.WriteMoney(json, "resultTaxSum", sign * tax?.Money("result_sum"));
        json.WriteString("commodityCode", position.Text("code"));
        json.WriteString("commodityUuid", position.Text("product_id"));
    });

    private static void WritePayments(TransactionWriterV1 to, DocumentView body, int sign, bool zeroChange)
    {
        var change = 0L;
        foreach (var payment in body.List("payments"))
        {
            change = Sums.Plus(change, payment.SumOf("parts", "change"));
            WritePayment(to, sign * payment.Money("sum"), payment.Text("type") switch
            {
                "ELECTRON" => "CARD",
                var type => type,
            }, payment.Text("rrn"));
        }

        foreach (var discount in body.List("doc_discounts"))
        {
            to.Write("DISCOUNT_DOCUMENT", json =>
            {
                json.WriteNull("clientName");
                json.WriteNull("clientPhone");
                json.WriteString("couponNumber", discount.Text("coupon"));
                TransactionWriterV1.WriteMoney(json, "discountSum", discount.Money("discount_sum"));
                json.WriteNumber("discountType", DiscountType);
                Decimals.Write(json, "percent", discount.Number("discount_percent", 5), 5);
            });
        }

        if (change != 0 || zeroChange)
        {
            WritePayment(to, -sign * change, "CASH", null);
        }
    }

    private static void WritePayment(TransactionWriterV1 to, long? sum, string? type, string? rrn) => to.Write("PAYMENT", json =>
    {
        json.WriteString("rrn", rrn);
        TransactionWriterV1.WriteMoney(json, "sum", sum);
        json.WriteString("paymentType", type);
    });

    private static DocumentView ResultOf(DocumentView body)
    {
        foreach (var result in body.List("pos_print_results"))
        {
            return result;
        }

        return default;
    }

    /// <summary>The buyer has no name in a receipt, at most a phone for its electronic copy.</summary>
    private static void WriteClient(Utf8JsonWriter json, DocumentView body)
    {
        json.WriteNull("clientName");
        json.WriteString("clientPhone", body.Text("customer_phone"));
        json.WriteNull("couponNumber");
    }

    private static void WriteExtraKeys(Utf8JsonWriter json, DocumentView position)
    {
        json.WriteStartArray("extraKeys");
        foreach (var key in position.List("extra_keys"))
        {
            json.WriteStartObject();
            json.WriteString("identity", key.Text("identity"));
            json.WriteString("appId", key.Text("app_id"));
            json.WriteString("description", key.Text("description"));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
