using System.Globalization;
using System.Text.Json;
using Prilavok.Server.Rendering;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Api.Documents;

/// <summary>
/// A document as the fiscal data operator gives it out: one receipt for every slip of the fiscal printer, so none for a document
/// that was not fiscal. Money is whole kopecks.
/// </summary>
internal sealed class OfdReceiptWriter(NamesThen names)
{
    /// <summary>Kinds of fiscal documents, by their published numbers.</summary>
    private const int Receipt = 3;
    private const int ShiftClosed = 5;

    private static readonly string[] Directions = ["SELL", "PAYBACK", "BUY", "BUYBACK"];

    /// <summary>Taxation systems, each a bit.</summary>
    private static readonly string[] Systems =
        ["COMMON", "SIMPLIFIED_INCOME", "SIMPLIFIED_INCOME_OUTCOME", "SINGLE_IMPUTED_INCOME", "SINGLE_AGRICULTURE", "PATENT"];

    public const string ShiftReport = "Z_REPORT";

    /// <summary>Every kind of document that becomes a receipt here.</summary>
    public static IReadOnlyList<string> Types { get; } = [.. Directions, ShiftReport];

    public void Write(Utf8JsonWriter json, ReadOnlyMemory<byte> content)
    {
        using var face = new DocumentFace(content, "");
        if (face.Type == ShiftReport)
        {
            WriteReport(json, face);
            return;
        }

        var slips = face.Body.List("pos_print_results").ToList();
        foreach (var slip in slips.Where(slip => slip.Whole("fiscal_document_number") is not null))
        {
            WriteReceipt(json, face, OfdSlip.Of(face.Body, slip, isOnly: slips.Count == 1));
        }
    }

    private void WriteReceipt(Utf8JsonWriter json, DocumentFace face, OfdSlip slip)
    {
        var taxes = new OfdTaxes(face.ClosedLocally);
        json.WriteStartObject();
        json.WriteStartArray("items");
        foreach (var position in slip.Positions)
        {
            taxes.Add(position);
            WriteItem(json, position, face.ClosedLocally);
        }

        json.WriteEndArray();
        WriteHead(json, face, slip.Printed, 1 + Array.IndexOf(Directions, face.Type), Receipt);
        json.WriteString("userInn", slip.Group.Text("org_inn"));
        json.WriteString("user", slip.Group.Text("org_name"));
        taxes.Write(json);
        WriteSums(
            json, slip.Printed.Money("check_sum") ?? Sums.Of(slip.Positions.Select(position => position.Money("result_sum"))), slip.Cash, slip.Card);
        WriteFiscal(json, face, slip.Printed, BitOf(slip.Group.Text("taxation_system")));
        json.WriteEndObject();
    }

    private static void WriteItem(Utf8JsonWriter json, DocumentView position, DateTime day)
    {
        var taxes = new OfdTaxes(day);
        taxes.Add(position);
        json.WriteStartObject();
        WriteEmpty(json, "modifiers");
        json.WriteNumber("sum", position.Money("result_sum") ?? position.Money("sum") ?? 0);
        json.WriteNumber("price", position.Money("result_price") ?? position.Money("price") ?? 0);
        Decimals.Write(json, "quantity", position.Quantity("quantity"), 3);
        taxes.Write(json);
        json.WriteString("barcode", position.Text("bar_code"));
        json.WriteString("name", position.Text("product_name"));
        json.WriteEndObject();
    }

    /// <summary>The report that closes a shift: what was sold in it, without goods and without a direction.</summary>
    private void WriteReport(Utf8JsonWriter json, DocumentFace face)
    {
        var body = face.Body;
        if (body.Whole("fiscal_document_number") is null)
        {
            return;
        }

        var sales = body.Object("sales") ?? default;
        var total = sales.Money("summ") ?? body.Money("total") ?? 0;
        var cash = Sums.Of(sales.List("sections").Where(section => section.Text("name") == "НАЛИЧНЫМИ").Select(section => section.Money("value")));
        json.WriteStartObject();
        WriteEmpty(json, "items");
        WriteHead(json, face, body, null, ShiftClosed);
        json.WriteNull("userInn");
        json.WriteNull("user");
        json.WriteNumber("ndsNo", 0);
        WriteSums(json, total, cash, Sums.Minus(total, cash));
        WriteFiscal(json, face, body, null);
        json.WriteEndObject();
    }

    private void WriteHead(Utf8JsonWriter json, DocumentFace face, DocumentView printed, int? direction, int code)
    {
        WriteEmpty(json, "stornoItems");
        WriteEmpty(json, "modifiers");
        Decimals.Write(json, "operationType", direction, 0);
        json.WriteString("operator", names.Of(face.Root.Text("close_user_id") ?? "", face.ClosedAt));
        json.WriteNumber("receiptCode", code);
        json.WriteString("receiptDate", DateOf(face, printed));
        Decimals.Write(json, "shiftNumber", printed.Whole("session_number"), 0);
    }

    private static void WriteSums(Utf8JsonWriter json, long total, long cash, long card)
    {
        json.WriteNumber("totalSum", total);
        json.WriteNumber("cashTotalSum", cash);
        json.WriteNumber("ecashTotalSum", card);
    }

    private static void WriteFiscal(Utf8JsonWriter json, DocumentFace face, DocumentView printed, int? taxation)
    {
        json.WriteString("rqId", face.Root.Text("id"));
        Decimals.Write(json, "requestNumber", printed.Whole("receipt_number"), 0);
        Decimals.Write(json, "fiscalSign", printed.Whole("fiscal_sign_doc_number"), 0);
        json.WriteString("fiscalDriveNumber", printed.Text("fn_serial_number"));
        Decimals.Write(json, "fiscalDocumentNumber", printed.Whole("fiscal_document_number"), 0);
        Decimals.Write(json, "taxationType", taxation, 0);
    }

    /// <summary>The printer's own time, which is local; the terminal's where the printer gives none.</summary>
    private static string DateOf(DocumentFace face, DocumentView printed)
    {
        var isPrinted = DateTime.TryParseExact(
            printed.Text("receipt_date") + printed.Text("receipt_time"), "ddMMyyyyHHmm", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var at);
        return (isPrinted ? at : face.ClosedLocally).ToString("yyyy.MM.dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
    }

    private static int? BitOf(string? system) => Array.IndexOf(Systems, system) is >= 0 and var place ? 1 << place : null;

    private static void WriteEmpty(Utf8JsonWriter json, string name)
    {
        json.WriteStartArray(name);
        json.WriteEndArray();
    }
}
