using System.Text;
using System.Text.Json;

namespace Prilavok.Server.Documents;

/// <summary>Looks for what stands around the body of a kept document, without reading it whole. Of bytes that are no JSON it says nothing.</summary>
internal static class KeptEnvelope
{
    /// <returns>Null when the bytes are no JSON; empty when they name no kind.</returns>
    public static string? TypeOf(ReadOnlyMemory<byte> content)
    {
        var reader = new Utf8JsonReader(content.Span);
        return TryFind(ref reader, "type"u8) is not { } isFound
            ? null
            : isFound && reader.TokenType == JsonTokenType.String ? TextOf(ref reader) : "";
    }

    /// <summary>The number on the receipt, as it came: some are no numbers.</summary>
    public static string? NumberOf(ReadOnlyMemory<byte> content)
    {
        var reader = new Utf8JsonReader(content.Span);
        return !IsAtNumber(ref reader) ? null : reader.TokenType == JsonTokenType.String ? TextOf(ref reader) : Encoding.UTF8.GetString(
            reader.ValueSpan);
    }

    /// <summary>The number as a member of an object that is open; nothing when there is none.</summary>
    public static void WriteNumber(Utf8JsonWriter json, ReadOnlyMemory<byte> content)
    {
        var reader = new Utf8JsonReader(content.Span);
        if (!IsAtNumber(ref reader))
        {
            return;
        }

        if (reader.TokenType == JsonTokenType.String)
        {
            json.WriteString("number", TextOf(ref reader));
        }
        else
        {
            json.WritePropertyName("number");
            json.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
        }
    }

    private static bool IsAtNumber(ref Utf8JsonReader reader) =>
        TryFind(ref reader, "number"u8) is true && reader.TokenType is JsonTokenType.Number or JsonTokenType.String;

    /// <returns>True when the reader stands at the value of the member, false when there is no such member, null when this is no JSON.</returns>
    private static bool? TryFind(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isFound = reader.ValueTextEquals(name);
                reader.Read();
                if (isFound)
                {
                    return true;
                }

                reader.Skip();
            }

            return false;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <returns>For what is no text, as half of a surrogate pair, the sign for what cannot be read.</returns>
    private static string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }
}
