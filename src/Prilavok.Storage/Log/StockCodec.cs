using System.Text.Json;
using System.Text.Json.Serialization;
using Prilavok.Core.Log;

namespace Prilavok.Storage.Log;

/// <summary>What an event did to the stock, to bytes and back. Nothing is null, so that what did nothing can be passed over.</summary>
internal static class StockCodec
{
    public static byte[]? Write(IReadOnlyList<StockLevel> levels, string? storeId) => levels.Count == 0
        ? null
        : JsonSerializer.SerializeToUtf8Bytes(
            [.. levels.Select(level => new KeptLevel(level.ProductId, level.Quantity, level.StoreId == storeId ? null : level.StoreId))],
            LogJson.Default.KeptLevelArray);

    /// <returns>None where the bytes cannot be read: the event says the rest.</returns>
    public static IReadOnlyList<StockLevel> Read(byte[] data, string? storeId)
    {
        try
        {
            return [.. (JsonSerializer.Deserialize(data, LogJson.Default.KeptLevelArray) ?? [])
                .Select(level => new StockLevel(level.StoreId ?? storeId ?? "", level.ProductId, level.Quantity))];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}

/// <param name="StoreId">Null for the store of the event.</param>
internal sealed record KeptLevel(
    [property: JsonPropertyName("p")] string ProductId, [property: JsonPropertyName("q")] long Quantity,
    [property: JsonPropertyName("s")] string? StoreId);

/// <summary>How events keep what they did to the stock. The members' names are stored.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KeptLevel[]))]
internal sealed partial class LogJson : JsonSerializerContext;
