using System.Text.Json;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Demo.Papers;

/// <summary>A bottle or a keg is opened and sold by the glass.</summary>
internal sealed record OpenTareBody(IReadOnlyList<Line> Lines) : DocumentBody("OPEN_TARE")
{
    public override void Write(Utf8JsonWriter json) =>
        WriteList(json, "positions", Lines, static (writer, line) => LineWriter.WritePriced(writer, line, hasCost: false));
}

/// <summary>A count of some goods; what is not in it keeps its stock.</summary>
internal sealed record InventoryBody(IReadOnlyList<Line> Lines) : DocumentBody("INVENTORY")
{
    public override void Write(Utf8JsonWriter json)
    {
        WriteList(json, "positions", Lines, LineWriter.WriteCounted);
        json.WriteBoolean("complete_inventory", false);
        json.WriteString("description", "Выборочный пересчёт");
    }
}

/// <summary>New prices. The line's price is the one before.</summary>
/// <param name="Base">The delivery that gave the reason.</param>
internal sealed record RevaluationBody(IReadOnlyList<(Line Line, long After)> Lines, BaseDocument? Base) : DocumentBody("REVALUATION")
{
    public override void Write(Utf8JsonWriter json)
    {
        Base?.Write(json);
        WriteList(json, "positions", Lines, static (writer, change) =>
        {
            writer.WriteStartObject();
            LineWriter.WriteIdentity(writer, change.Line);
            writer.WriteStartObject("price");
            Decimals.Write(writer, "before", change.Line.Price, 2);
            Decimals.Write(writer, "after", change.After, 2);
            Decimals.Write(writer, "accept", change.Line.Good.Product.CostPrice ?? change.Line.Price, 2);
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
        json.WriteString("description", "Новые закупочные цены");
    }
}
