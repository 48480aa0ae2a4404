using System.Text.Json;
using Prilavok.Server.Api.Wire;

namespace Prilavok.Server.Api.Documents;

/// <summary>The lists of a body hold objects, and a position says how much.</summary>
internal static class DocumentLists
{
    public static void Check(JsonElement body, bool hasPositions, bool isCounted, List<ViolationV2> faults)
    {
        foreach (var list in DocumentVocabulary.ReceiptLists)
        {
            if (body.TryGetProperty(list, out var items) && items.ValueKind != JsonValueKind.Null)
            {
                CheckItems(items, "body." + list, isCounted && hasPositions && list == "positions", faults);
            }
            else if (hasPositions && list == "positions")
            {
                faults.Add(new ViolationV2("body.positions", "must not be null"));
            }
        }
    }

    /// <summary>What a stock-taking does to goods that were not counted hangs on it.</summary>
    public static void CheckCompleteness(JsonElement body, List<ViolationV2> faults)
    {
        if (body.TryGetProperty("complete_inventory", out var complete)
            && complete.ValueKind != JsonValueKind.Null
            && !Flags.TryRead(complete, out _))
        {
            faults.Add(new ViolationV2("body.complete_inventory", Flags.Expected));
        }
    }

    private static void CheckItems(JsonElement items, string place, bool isCounted, List<ViolationV2> faults)
    {
        if (items.ValueKind != JsonValueKind.Array)
        {
            faults.Add(new ViolationV2(place, "must be an array"));
            return;
        }

        var index = -1;
        foreach (var item in items.EnumerateArray())
        {
            index++;
            if (item.ValueKind != JsonValueKind.Object)
            {
                faults.Add(new ViolationV2($"{place}[{index}]", item.ValueKind == JsonValueKind.Null ? "must not be null" : "must be an object"));
            }
            else if (isCounted && (!item.TryGetProperty("quantity", out var quantity) || quantity.ValueKind == JsonValueKind.Null))
            {
                faults.Add(new ViolationV2($"{place}[{index}].quantity", "must not be null"));
            }
        }
    }
}
