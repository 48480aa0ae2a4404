using System.Text.Json.Nodes;

namespace Prilavok.Server.Tests.Kit;

/// <summary>Products and documents about them, for tests of what happens to them and not of their form.</summary>
public static class Goods
{
    /// <summary>As a service uploads it.</summary>
    public static JsonObject V1(string id, decimal price = 10, decimal quantity = 0, string name = "Tea") => new()
    {
        ["uuid"] = id,
        ["name"] = name,
        ["group"] = false,
        ["type"] = "NORMAL",
        ["price"] = price,
        ["quantity"] = quantity,
        ["measureName"] = "шт",
        ["tax"] = "NO_VAT",
        ["allowToSell"] = true,
    };

    /// <summary>As a terminal makes it.</summary>
    public static JsonObject V2(string id, decimal price = 10, string name = "Tea") => new()
    {
        ["id"] = id,
        ["name"] = name,
        ["type"] = "NORMAL",
        ["price"] = price,
        ["measure_name"] = "шт",
        ["tax"] = "NO_VAT",
        ["allow_to_sell"] = true,
    };

    public static string NewId() => Guid.CreateVersion7().ToString();

    /// <summary>A document of today that moves one product.</summary>
    public static JsonObject Document(string type, string productId, decimal quantity, string? id = null) => new()
    {
        ["id"] = id ?? NewId(),
        ["type"] = type,
        ["close_date"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'.000+0000'", System.Globalization.CultureInfo.InvariantCulture),
        ["body"] = new JsonObject
        {
            ["positions"] = new JsonArray(new JsonObject { ["product_id"] = productId, ["product_name"] = "Tea", ["quantity"] = quantity, ["price"] = 10, ["sum"] = 10 * quantity }),
            ["sum"] = 10 * quantity,
            ["result_sum"] = 10 * quantity,
        },
    };
}
