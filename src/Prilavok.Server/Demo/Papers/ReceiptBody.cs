using System.Text.Json;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Demo.Papers;

/// <summary>SELL, PAYBACK, BUY or BUYBACK.</summary>
internal sealed record ReceiptBody(string Type, IReadOnlyList<Line> Lines, IReadOnlyList<Payment> Payments, Slip Slip) : DocumentBody(Type)
{
    /// <summary>On the whole receipt; the lines hold their shares of it.</summary>
    public Discount? Discount { get; init; }

    /// <summary>Where the buyer wants the receipt sent.</summary>
    public string? CustomerPhone { get; init; }

    public BaseDocument? Base { get; init; }

    public long Sum => Lines.Sum(line => line.Sum);

    public long ResultSum => Lines.Sum(line => line.ResultSum);

    public override void Write(Utf8JsonWriter json)
    {
        WriteList(json, "positions", Lines, (writer, line) => LineWriter.WriteSold(writer, line, Slip.PrintedAt.DateTime));
        json.WriteStartArray("doc_discounts");
        if (Discount is { } discount)
        {
            json.WriteStartObject();
            LineWriter.WriteDiscount(json, discount);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteList(json, "payments", Payments, static (writer, payment) => payment.Write(writer));
        json.WriteStartArray("print_groups");
        PrintGroup.Write(json);
        json.WriteEndArray();
        WriteSlip(json);
        Decimals.Write(json, "sum", Sum, 2);
        Decimals.Write(json, "result_sum", ResultSum, 2);
        if (CustomerPhone is not null)
        {
            json.WriteString("customer_phone", CustomerPhone);
        }

        Base?.Write(json);
    }

    private void WriteSlip(Utf8JsonWriter json)
    {
        json.WriteStartArray("pos_print_results");
        json.WriteStartObject();
        Slip.Write(json);
        Slip.WriteTime(json);
        json.WriteString("print_group_id", PrintGroup.Id);
        Decimals.Write(json, "check_sum", ResultSum, 2);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
