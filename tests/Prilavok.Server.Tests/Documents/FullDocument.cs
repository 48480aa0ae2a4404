using System.Text.Json.Nodes;
using Prilavok.Server.Documents.Shapes;

namespace Prilavok.Server.Tests.Documents;

/// <summary>A document of a kind with something at every place that the contract knows of it, and members that nobody knows beside them.</summary>
internal static class FullDocument
{
    public static JsonObject Of(string kind)
    {
        var body = Fill(DocumentShapes.OfBody(kind));
        body["transactions"] = Transactions();
        return new JsonObject
        {
            ["type"] = kind,
            ["number"] = 7,
            ["close_date"] = "2026-03-01T10:01:15.000+0000",
            ["session_id"] = "7a1d4f60-52c3-4d0e-8b19-6e2f90c4a811",
            ["session_number"] = 57,
            ["close_user_id"] = "20260110-4C0A-40B1-8042-5D1F0A9E77C3",
            ["time_zone_offset"] = 18_000_000,
            ["counterparties"] = new JsonArray(Anything(), null),
            ["body"] = body,
            ["new"] = false,
            ["printGroups"] = new JsonArray((JsonNode?)null),
        };
    }

    private static JsonObject Fill(Shape shape) => new(shape.Places.Select(place => KeyValuePair.Create(place.Name, ValueAt(place))));

    private static JsonNode? ValueAt(Place place) => place.Meaning switch
    {
        Meaning.Money => 1.05m,
        Meaning.Count => 0.125m,
        Meaning.Percent => 3.00001m,
        Meaning.Whole => 12,
        Meaning.Flag => true,
        Meaning.Object => Fill(place.Inside),
        Meaning.List => new JsonArray(Fill(place.Inside), Fill(place.Inside)),
        Meaning.Opaque => Anything(),
        _ => $"0{place.Name.Length} \"чек\"   ",
    };

    /// <summary>As documents of the first version have them: other names, texts where there are numbers elsewhere, a name that ends in a blank.</summary>
    private static JsonArray Transactions() => new(
        new JsonObject { ["id"] = "023", ["type"] = "REGISTER_POSITION", ["quantity"] = -1.50m, ["mark"] = null, ["positionId"] = "-1", ["sum"] = "3548.00" },
        new JsonObject { ["id"] = 2, ["type"] = "FPRINT_Z_REPORT", ["quantitySales "] = new JsonObject { ["back"] = 0, ["reversal_back"] = 0.0m } },
        null);

    private static JsonObject Anything() => new() { ["code"] = "00123", ["rate"] = 0.0000001m, ["list"] = new JsonArray(null, "1", 2.50m, false), ["sum"] = null };
}
