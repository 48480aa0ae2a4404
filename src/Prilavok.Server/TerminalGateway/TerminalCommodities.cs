using System.Text.Json;
using Prilavok.Core.Access;
using Prilavok.Core.Catalog;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;

namespace Prilavok.Server.TerminalGateway;

/// <summary>A terminal asks for goods that the shop does not know.</summary>
internal sealed class TerminalCommodities(LookUpCommodity lookUp, Guard guard) : IEndpoints
{
    private const int LongestCode = 200;

    public void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/terminal/v1/commodities", guard.Terminal(AskAsync)).WithName("terminal.commodities");

    private async Task AskAsync(HttpContext http, Grant.OfTerminal caller)
    {
        var (scanCode, alcCode) = (http.Request.Query["scanCode"].ToString(), http.Request.Query["alcCode"].ToString());
        if (scanCode.Length is 0 or > LongestCode || alcCode.Length > LongestCode)
        {
            await Problem.WriteAsync(
                http,
                StatusCodes.Status400BadRequest,
                "The query is not valid.",
                [(alcCode.Length > LongestCode ? "alcCode" : "scanCode", $"must be 1 to {LongestCode} characters")]);
            return;
        }

        var found = await lookUp.HandleAsync(
            caller.OwnerId,
            caller.Terminal.Id,
            new CommodityQuestion(caller.Terminal.StoreId, scanCode, alcCode.Length == 0 ? null : alcCode),
            http.RequestAborted);
        await (found.Known is { } known
            ? Json.WriteAsync(http, StatusCodes.Status200OK, json => Write(json, known))
            : Problem.WriteAsync(http, StatusCodes.Status404NotFound, "No app of the owner knows this code.", found.Faults));
    }

    private static void Write(Utf8JsonWriter json, Commodity commodity)
    {
        json.WriteStartObject();
        json.WriteString("name", commodity.Name);
        WriteCodes(json, "alcCodes", commodity.AlcCodes);
        WriteCodes(json, "scanCodes", commodity.ScanCodes);
        WriteNumber(json, "alcoholByVolume", commodity.AlcoholByVolume / 1000m);
        WriteNumber(json, "alcoholProductKindCode", commodity.AlcoholProductKindCode);
        WriteNumber(json, "tareVolume", commodity.TareVolume / 1000m);
        json.WriteString("measure", commodity.Measure);
        json.WriteEndObject();
    }

    private static void WriteCodes(Utf8JsonWriter json, string name, IReadOnlyList<string> codes)
    {
        json.WriteStartArray(name);
        foreach (var code in codes)
        {
            json.WriteStringValue(code);
        }

        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, decimal? number)
    {
        if (number is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
