using System.Runtime.InteropServices;
using System.Text.Json;
using Prilavok.Server.Api.Wire;

namespace Prilavok.Server.Api.Documents;

/// <summary>
/// Writes what a terminal sent in the form that is kept: nulls dropped, numbers normalised, unknown members and texts as they
/// came. Collects every fault on the way.
/// </summary>
internal sealed class CanonicalWriter(Utf8JsonWriter json, List<ViolationV2> faults)
{
    private const int LongestKnownName = 32;

    /// <summary>Largest magnitude of a number in units of its scale; beyond it nothing is counted in a shop.</summary>
    private const long Most = 999_999_999_999_999;

    private const string Positions = "positions";

    /// <summary>A place in the document; its text is only made when something is wrong there.</summary>
    private sealed record Place(Place? Above, string? Name, JsonProperty Member, int Index)
    {
        public override string ToString() =>
            Above is null ? Name! : Index >= 0 ? $"{Above}[{Index}]" : $"{Above}.{Member.Name}";
    }

    public void WriteBody(JsonElement body, string type) => WriteObject(
        body,
        new Place(null, "body", default, -1),
        DocumentVocabulary.IsReceipt(type) ? DocumentVocabulary.ReceiptLists : [],
        DocumentVocabulary.ListsOfPositions(type));

    public void WriteMember(JsonProperty member) => WriteMember(member, new Place(null, member.Name, member, -1), []);

    /// <param name="lists">Lists the object has in any case.</param>
    /// <param name="ofPositions">The same for the items of its member <c>positions</c>.</param>
    private void WriteObject(JsonElement element, Place place, IReadOnlyList<string> lists, IReadOnlyList<string> ofPositions)
    {
        json.WriteStartObject();
        foreach (var member in element.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Null)
            {
                WriteMember(member, new Place(place, null, member, -1), member.NameEquals(Positions) ? ofPositions : []);
            }
        }

        foreach (var list in lists)
        {
            if (!element.TryGetProperty(list, out var there) || there.ValueKind == JsonValueKind.Null)
            {
                json.WriteStartArray(list);
                json.WriteEndArray();
            }
        }

        json.WriteEndObject();
    }

    private void WriteMember(JsonProperty member, Place place, IReadOnlyList<string> listsOfItems)
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

        Span<char> buffer = stackalloc char[LongestKnownName];
        var name = Widen(raw, buffer);
        if (name.Length > 0 && DocumentVocabulary.Opaque.Contains(name))
        {
            WriteRaw(member.Value);
        }
        else if (name.Length > 0 && DocumentVocabulary.Scales.TryGetValue(name, out var scale))
        {
            WriteScaled(member.Value, scale, place, isFreeText: name is "value");
        }
        else
        {
            WriteValue(member.Value, place, listsOfItems);
        }
    }

    private void WriteValue(JsonElement value, Place place, IReadOnlyList<string> listsOfItems)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(value, place, listsOfItems, []);
                break;
            case JsonValueKind.Array:
                WriteArray(value, place, listsOfItems);
                break;
            case JsonValueKind.Number:
                WriteNumber(value, place);
                break;
            default:
                WriteRaw(value);
                break;
        }
    }

    private void WriteArray(JsonElement array, Place place, IReadOnlyList<string> listsOfItems)
    {
        json.WriteStartArray();
        var index = 0;
        foreach (var item in array.EnumerateArray())
        {
            var here = new Place(place, null, default, index++);
            if (item.ValueKind == JsonValueKind.Null)
            {
                faults.Add(new ViolationV2(here.ToString(), "must not be null"));
            }
            else
            {
                WriteValue(item, here, listsOfItems);
            }
        }

        json.WriteEndArray();
    }

    /// <summary>A number whose digits are known by its name; a text that holds one counts as one.</summary>
    private void WriteScaled(JsonElement value, int scale, Place place, bool isFreeText)
    {
        if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            WriteValue(value, place, []); // A revaluation has an object for its price, a split position a number for its discount.
        }
        else if (Decimals.TryRead(value, scale, Most, out var number))
        {
            Decimals.Write(json, number, scale);
        }
        else if (isFreeText && value.ValueKind == JsonValueKind.String)
        {
            WriteRaw(value);
        }
        else
        {
            faults.Add(new ViolationV2(place.ToString(), "must be a number in bounds"));
        }
    }

    /// <summary>A number nobody here knows: kept to the digit, but without an exponent, which many clients cannot read.</summary>
    private void WriteNumber(JsonElement value, Place place)
    {
        if (JsonMarshal.GetRawUtf8Value(value).IndexOfAny((byte)'e', (byte)'E') < 0)
        {
            WriteRaw(value);
        }
        else if (Decimals.TryRead(value, Decimals.FinestScale, Most, out var number))
        {
            Decimals.Write(json, number, Decimals.FinestScale);
        }
        else
        {
            faults.Add(new ViolationV2(place.ToString(), "numeric value out of bounds"));
        }
    }

    /// <summary>Scalars keep their spelling; objects and lists lose the blanks between their members.</summary>
    private void WriteRaw(JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            value.WriteTo(json);
        }
        else
        {
            json.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
        }
    }

    /// <returns>Empty when the name is none of those known by name.</returns>
    private static ReadOnlySpan<char> Widen(ReadOnlySpan<byte> raw, Span<char> buffer)
    {
        if (raw.Length > LongestKnownName)
        {
            return [];
        }

        for (var i = 0; i < raw.Length; i++)
        {
            buffer[i] = (char)raw[i];
        }

        return buffer[..raw.Length];
    }
}
