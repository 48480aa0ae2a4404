using System.Text.Json;
using Prilavok.Server.Http;

namespace Prilavok.Server.Partners;

/// <summary>What a service answered, trusted in nothing, its length included: packed or not, and in any characters.</summary>
internal static class PartnerAnswer
{
    private const int Largest = 256 * 1024;

    /// <summary>No character takes more, whatever they are written in.</summary>
    private const int MostBytesOfOne = 4;

    /// <returns>Null when it is no JSON object, or too long to be looked at.</returns>
    public static async Task<JsonElement?> ReadAsync(HttpResponseMessage response, CancellationToken ct) =>
        (await ReadWholeAsync(response, ct)).Answer;

    /// <returns>The same, and the beginning of it as a text; null when it is empty.</returns>
    public static async Task<(JsonElement? Answer, string? Text)> ReadWholeAsync(HttpResponseMessage response, CancellationToken ct)
    {
        string? text = null;
        try
        {
            var bytes = await BytesAsync(response, Largest, ct);
            var beginning = bytes[..Math.Min(bytes.Length, PartnerFaults.Longest * MostBytesOfOne)];
            text = PartnerFaults.Beginning(Charsets.AnswerToText(beginning.Span, TypeOf(response)).Replace('\0', '\uFFFD'));
            using var document = JsonDocument.Parse(Charsets.AnswerToUtf8(bytes, TypeOf(response)));
            return (document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null, text);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            return (null, text);
        }
    }

    /// <summary>The beginning of what it said, for a person; null when it said nothing.</summary>
    /// <param name="most">Bytes.</param>
    public static async Task<string?> BeginningAsync(HttpResponseMessage response, int most, CancellationToken ct)
    {
        try
        {
            var bytes = await BytesAsync(response, most, ct);
            return bytes.Length == 0 ? null : Charsets.AnswerToText(bytes.Span, TypeOf(response)).Replace('\0', '\uFFFD');
        }
        catch (InvalidDataException)
        {
            return null; // It says it is packed, and is not.
        }
    }

    /// <summary>A text, or a number as it is written; null for everything else, and for what is no character.</summary>
    public static string? TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            return null; // Half of a surrogate pair, escaped.
        }
    }

    private static async Task<ReadOnlyMemory<byte>> BytesAsync(HttpResponseMessage response, int most, CancellationToken ct)
    {
        await using var sent = await response.Content.ReadAsStreamAsync(ct);
        var header = response.Content.Headers.TryGetValues("Content-Encoding", out var values) ? values.ToArray() : [];
        await using var stream = ContentCodings.TryRead(header, out var codings)
            ? ContentCodings.Unpack(sent, codings, static () => Largest, () => new InvalidDataException("The answer is too long."))
            : sent;
        var bytes = new byte[most];
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct);
        return bytes.AsMemory(0, length);
    }

    /// <summary>As it came: what a service writes there is not always a media type.</summary>
    private static string? TypeOf(HttpResponseMessage response) =>
        response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var values) ? values.ToString() : null;
}
