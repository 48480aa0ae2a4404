using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Prilavok.Server.Documents.Shapes;

namespace Prilavok.Server.Rendering;

/// <summary>Writes a document with null for what it could have: the form of webhooks, where REST leaves it out.</summary>
internal static class DocumentNulls
{
    public static void Write(Utf8JsonWriter json, JsonElement document)
    {
        var body = DocumentShapes.OfBody(new DocumentView(document).Text("type") ?? "");
        ulong there = 0;
        json.WriteStartObject();
        foreach (var member in document.EnumerateObject())
        {
            var index = DocumentShapes.Envelope.IndexOf(member);
            json.WritePropertyName(member.Name);
            there |= index < 0 ? 0 : 1UL << index;
            if (member.NameEquals("body"))
            {
                WriteValue(json, member.Value, body);
            }
            else
            {
                WriteRaw(json, member.Value);
            }
        }

        WriteMissing(json, DocumentShapes.Envelope, there);
        json.WriteEndObject();
    }

    private static void WriteObject(Utf8JsonWriter json, JsonElement element, Shape shape)
    {
        ulong there = 0;
        json.WriteStartObject();
        foreach (var member in element.EnumerateObject())
        {
            var index = shape.IndexOf(member);
            json.WritePropertyName(member.Name);
            if (index >= 0)
            {
                there |= 1UL << index;
                WriteValue(json, member.Value, shape.Places[index].InsideOf(member.Value));
            }
            else
            {
                WriteRaw(json, member.Value);
            }
        }

        WriteMissing(json, shape, there);
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, JsonElement value, Shape shape)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when !shape.IsUnknown:
                WriteObject(json, value, shape);
                break;
            case JsonValueKind.Array when !shape.IsUnknown:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    WriteValue(json, item, item.ValueKind == JsonValueKind.Object ? shape : Shape.Unknown);
                }

                json.WriteEndArray();
                break;
            default:
                WriteRaw(json, value);
                break;
        }
    }

    private static void WriteMissing(Utf8JsonWriter json, Shape shape, ulong there)
    {
        for (var missing = shape.ShownAsNull & ~there; missing != 0; missing &= missing - 1)
        {
            json.WriteNull(shape.Places[BitOperations.TrailingZeroCount(missing)].EncodedName);
        }
    }

    private static void WriteRaw(Utf8JsonWriter json, JsonElement value) =>
        json.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
}
