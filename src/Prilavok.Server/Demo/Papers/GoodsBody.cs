using System.Text.Json;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Demo.Papers;

/// <summary>Who delivers to the shop.</summary>
internal sealed record Supplier(string Id, string Name);

/// <summary>ACCEPT, RETURN or WRITE_OFF.</summary>
/// <param name="Supplier">Null for a write-off.</param>
internal sealed record GoodsBody(string Type, IReadOnlyList<Line> Lines, Supplier? Supplier, string Description) : DocumentBody(Type)
{
    public override void Write(Utf8JsonWriter json)
    {
        WriteList(json, "positions", Lines, static (writer, line) => LineWriter.WritePriced(writer, line, hasCost: true));
        if (Supplier is not null)
        {
            json.WriteString("supplier_id", Supplier.Id);
        }

        if (Supplier is not null && Type == "RETURN")
        {
            json.WriteString("counterparty_name", Supplier.Name);
        }

        Decimals.Write(json, "sum", Lines.Sum(line => line.Sum), 2);
        json.WriteString("description", Description);
    }
}
