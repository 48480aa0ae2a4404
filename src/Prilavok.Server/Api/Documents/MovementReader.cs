using System.Text.Json;
using Prilavok.Core.Documents;
using Prilavok.Server.Api.Wire;

namespace Prilavok.Server.Api.Documents;

/// <summary>What a document does to the stock. Quantities of v2 are positive whatever the direction: the type decides it.</summary>
internal sealed class MovementReader : IMovementReader
{
    private const int Scale = 3;

    public StockMovement Read(ReadOnlyMemory<byte> content)
    {
        using var document = JsonDocument.Parse(content);
        var root = document.RootElement;
        return Read(root.GetProperty("type").GetString()!, root.GetProperty("body"));
    }

    public static StockMovement Read(string type, JsonElement body)
    {
        var sign = DocumentVocabulary.StockSign(type);
        if (sign == 0 && type is not ("INVENTORY" or "REVALUATION"))
        {
            return StockMovement.None;
        }

        return type switch
        {
            "INVENTORY" => new StockMovement { Counted = Quantities(body, 1), IsComplete = IsComplete(body) },
            "REVALUATION" => new StockMovement { Prices = Prices(body) },
            _ => new StockMovement { Changes = Quantities(body, sign) },
        };
    }

    /// <summary>A stock-taking is complete unless it says that it is not. A word that is no flag empties no shop.</summary>
    private static bool IsComplete(JsonElement body) =>
        !body.TryGetProperty("complete_inventory", out var complete)
        || complete.ValueKind == JsonValueKind.Null
        || (Flags.TryRead(complete, out var isComplete) && isComplete);

    private static List<QuantityChange> Quantities(JsonElement body, int sign)
    {
        var changes = new List<QuantityChange>();
        foreach (var position in Positions(body))
        {
            if (ProductOf(position) is { } product
                && position.TryGetProperty("quantity", out var quantity)
                && Decimals.TryRead(quantity, Scale, long.MaxValue, out var value))
            {
                changes.Add(new QuantityChange(product, sign * value));
            }
        }

        return changes;
    }

    private static List<PriceChange> Prices(JsonElement body)
    {
        var prices = new List<PriceChange>();
        foreach (var position in Positions(body))
        {
            if (ProductOf(position) is { } product
                && position.TryGetProperty("price", out var price)
                && price.ValueKind == JsonValueKind.Object
                && price.TryGetProperty("after", out var after)
                && Decimals.TryRead(after, 2, long.MaxValue, out var value))
            {
                prices.Add(new PriceChange(product, value));
            }
        }

        return prices;
    }

    private static IEnumerable<JsonElement> Positions(JsonElement body) =>
        body.TryGetProperty("positions", out var positions) && positions.ValueKind == JsonValueKind.Array
            ? positions.EnumerateArray().Where(position => position.ValueKind == JsonValueKind.Object)
            : [];

    /// <summary>Null for a position at a free price, and for a service: there is no stock of either.</summary>
    private static string? ProductOf(JsonElement position) =>
        position.TryGetProperty("product_id", out var id)
        && id.ValueKind == JsonValueKind.String
        && !(position.TryGetProperty("product_type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("SERVICE"))
            ? id.GetString()
            : null;
}
