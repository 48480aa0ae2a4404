using System.Text.Json;

namespace Prilavok.Server.Delivery;

/// <summary>What a service answered, trusted in nothing, its length included.</summary>
internal static class PartnerAnswer
{
    private const int Largest = 256 * 1024;

    /// <returns>Null when it is no JSON object, or too long to be looked at.</returns>
    public static async Task<JsonElement?> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        var bytes = new byte[Largest];
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct);
        try
        {
            using var document = JsonDocument.Parse(bytes.AsMemory(0, length));
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
