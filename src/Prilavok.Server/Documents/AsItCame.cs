using System.Runtime.InteropServices;
using System.Text.Json;

namespace Prilavok.Server.Documents;

/// <summary>
/// Writes what nobody here knows: texts, nulls and digits as they came, without blanks, and numbers without an exponent where that is
/// short.
/// </summary>
internal static class AsItCame
{
    public static void Write(Utf8JsonWriter json, JsonProperty member)
    {
        WriteName(json, member);
        Write(json, member.Value);
    }

    public static void Write(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    Write(json, member);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.Number:
                WriteNumber(json, JsonMarshal.GetRawUtf8Value(value));
                break;
            default:
                json.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
                break;
        }
    }

    private static void WriteName(Utf8JsonWriter json, JsonProperty member)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(member);
        if (raw.Contains((byte)'\\'))
        {
            json.WritePropertyName(member.Name);
        }
        else
        {
            json.WritePropertyName(raw);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> number)
    {
        Span<byte> plain = stackalloc byte[NumberSpelling.LongestPlain];
        var length = number.IndexOfAny((byte)'e', (byte)'E') < 0 ? 0 : NumberSpelling.WritePlain(number, plain);
        json.WriteRawValue(length > 0 ? plain[..length] : number, skipInputValidation: true);
    }
}
