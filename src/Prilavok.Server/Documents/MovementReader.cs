using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Catalog;
using Prilavok.Core.Documents;
using Prilavok.Server.Reading;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Documents;

/// <summary>
/// What a document does to the stock. Quantities of v2 are positive whatever the direction: the type decides it, and one that is not
/// positive moves nothing, so that a negative line of a sale brings no goods.
/// </summary>
internal sealed class MovementReader : IMovementReader
{
    private const int Scale = 3;

    public IReadOnlyCollection<string> Types => DocumentVocabulary.StockTypes;

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
            "INVENTORY" => new StockMovement { Counted = Counted(body), IsComplete = IsComplete(body) },
            "REVALUATION" => new StockMovement { Prices = Prices(body) },
            _ => new StockMovement { Changes = Quantities(body, sign) },
        };
    }

    /// <summary>A stock-taking is complete unless it says that it is not. A word that is no flag empties no shop.</summary>
    private static bool IsComplete(JsonElement body) =>
        !body.TryGetProperty("complete_inventory", out var complete)
        || complete.ValueKind == JsonValueKind.Null
        || (Flags.TryRead(complete, out var isComplete) && isComplete);

    /// <summary>The lines of one product are one change: what they add up to stays within the bounds of stock.</summary>
    private static List<QuantityChange> Quantities(JsonElement body, int sign)
    {
        var changes = new List<QuantityChange>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var position in Positions(body))
        {
            if (ProductOf(position) is not { } product || QuantityOf(position) is not (> 0 and var quantity))
            {
                continue;
            }

            if (places.TryAdd(Ids.Key(product), changes.Count))
            {
                changes.Add(new QuantityChange(product, sign * Math.Min(quantity, StockBounds.Most)));
            }
            else
            {
                var place = places[Ids.Key(product)];
                changes[place] = changes[place] with { Quantity = StockBounds.Sum(changes[place].Quantity, sign * quantity) };
            }
        }

        return changes;
    }

    /// <summary>Less than nothing cannot lie on a shelf: such a line names the product and does not say how much there is.</summary>
    private static List<CountedQuantity> Counted(JsonElement body) =>
    [
        .. from position in Positions(body)
           let product = ProductOf(position)
           where product is not null
           let quantity = QuantityOf(position)
           select new CountedQuantity(product, quantity is >= 0 ? Math.Min(quantity.Value, StockBounds.Most) : null),
    ];

    private static long? QuantityOf(JsonElement position) =>
        position.TryGetProperty("quantity", out var quantity) && Decimals.TryRead(quantity, Scale, long.MaxValue, out var value) ? value : null;

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
        && id.GetString() is { } text && ProductLimits.CouldBeId(text) // No product has another; what is kept of counts is found by it.
            ? text
            : null;
}
