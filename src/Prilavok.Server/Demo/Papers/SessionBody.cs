using System.Text.Json;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Demo.Papers;

internal sealed record OpenSessionBody() : DocumentBody("OPEN_SESSION")
{
    public override void Write(Utf8JsonWriter json)
    {
        // The envelope says it all.
    }
}

/// <summary>The shift of the printer is open too.</summary>
internal sealed record PosOpenSessionBody(Slip Slip) : DocumentBody("POS_OPEN_SESSION")
{
    public override void Write(Utf8JsonWriter json) => Slip.Write(json);
}

internal sealed record CloseSessionBody(ShiftTotals Totals) : DocumentBody("CLOSE_SESSION")
{
    public override void Write(Utf8JsonWriter json)
    {
        Decimals.Write(json, "revenue", Totals.Revenue, 2);
        Decimals.Write(json, "total", Totals.Sales.Sum, 2);
    }
}
