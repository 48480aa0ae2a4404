using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Prilavok.Server.Documents.Shapes;
using Prilavok.Server.Http;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Documents;

/// <summary>
/// Writes what a terminal sent in the form that is kept: at the places of the table numbers and flags normalised, nulls dropped and
/// lists added; everywhere else as it came. Collects every fault on the way.
/// </summary>
internal sealed class CanonicalWriter(Utf8JsonWriter json, List<ViolationV2> faults)
{
    /// <summary>Most items of a list that the server walks through for others.</summary>
    public const int MostItems = 10_000;

    /// <summary>From the body down to where the writer is; a text is only made of it when something is wrong there.</summary>
    private readonly List<(string? Name, int Index)> _trail = [];

    private readonly Totals _totals = new();

    public void WriteBody(JsonElement body, Shape shape)
    {
        _trail.Add(("body", 0));
        WriteObject(body, shape);
        _trail.Clear();
        if (_totals.AreTooLarge)
        {
            faults.Add(new ViolationV2("body", "must hold sums and quantities that are in bounds together"));
        }
    }

    private void WriteObject(JsonElement element, Shape shape)
    {
        ulong named = 0, filled = 0;
        json.WriteStartObject();
        foreach (var member in element.EnumerateObject())
        {
            var index = shape.IndexOf(member);
            if (index < 0)
            {
                AsItCame.Write(json, member);
                continue;
            }

            var place = shape.Places[index];
            var bit = 1UL << index;
            if ((named & bit) != 0)
            {
                Fault(place, TwinMembers.Reason);
            }

            named |= bit;
            if (member.Value.ValueKind != JsonValueKind.Null)
            {
                filled |= bit;
                json.WritePropertyName(place.EncodedName);
                WriteKnown(member.Value, place);
            }
        }

        WriteMissing(shape, shape.AlwaysThere & ~filled);
        for (var missing = shape.Required & ~filled; missing != 0; missing &= missing - 1)
        {
            Fault(shape.Places[BitOperations.TrailingZeroCount(missing)], "must not be null");
        }

        json.WriteEndObject();
    }

    private void WriteMissing(Shape shape, ulong missing)
    {
        for (; missing != 0; missing &= missing - 1)
        {
            json.WriteStartArray(shape.Places[BitOperations.TrailingZeroCount(missing)].EncodedName);
            json.WriteEndArray();
        }
    }

    private void WriteKnown(JsonElement value, Place place)
    {
        switch (place.Meaning)
        {
            case Meaning.Object when value.ValueKind == JsonValueKind.Object:
                _trail.Add((place.Name, -1));
                WriteObject(value, place.Inside);
                _trail.RemoveAt(_trail.Count - 1);
                break;
            case Meaning.List:
                WriteList(value, place);
                break;
            case Meaning.Flag:
                WriteFlag(value, place);
                break;
            case Meaning.Money or Meaning.Count or Meaning.Percent or Meaning.Whole:
                WriteNumber(value, place, place.Scale!.Value);
                break;
            default:
                AsItCame.Write(json, value);
                break;
        }
    }

    private void WriteList(JsonElement list, Place place)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            WriteOther(list, place, "must be an array");
            return;
        }

        if (list.GetArrayLength() > MostItems)
        {
            Fault(place, $"must have at most {MostItems} items");
            json.WriteNullValue();
            return;
        }

        json.WriteStartArray();
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            _trail.Add((place.Name, index++));
            if (item.ValueKind == JsonValueKind.Object)
            {
                WriteObject(item, place.Inside);
            }
            else
            {
                WriteOther(item, place.IsReckoned, item.ValueKind == JsonValueKind.Null ? "must not be null" : "must be an object");
            }

            _trail.RemoveAt(_trail.Count - 1);
        }

        json.WriteEndArray();
    }

    private void WriteFlag(JsonElement value, Place place)
    {
        if (Flags.TryRead(value, out var flag))
        {
            json.WriteBooleanValue(flag);
        }
        else
        {
            WriteOther(value, place, Flags.Expected);
        }
    }

    /// <summary>A text that holds a number counts as one; where nothing is reckoned with it, only if nothing of it is lost.</summary>
    private void WriteNumber(JsonElement value, Place place, int scale)
    {
        if (Decimals.TryRead(value, scale, Totals.Most, out var number) && (place.IsReckoned || LosesNothing(value, scale)))
        {
            _totals.Add(place.Meaning, number);
            Decimals.Write(json, number, scale);
        }
        else
        {
            WriteOther(value, place, "must be a number in bounds");
        }
    }

    /// <summary>
    /// Of a number more digits than money has are rounded, as the contract says; a text, or half of a whole number, means something else.
    /// </summary>
    private static bool LosesNothing(JsonElement value, int scale) => value.ValueKind == JsonValueKind.String
        ? NumberSpelling.IsExact(Encoding.UTF8.GetBytes(value.GetString()!), scale)
        : scale > 0 || NumberSpelling.IsExact(JsonMarshal.GetRawUtf8Value(value), scale);

    private void WriteOther(JsonElement value, Place place, string reason)
    {
        _trail.Add((place.Name, -1));
        WriteOther(value, place.IsReckoned, reason);
        _trail.RemoveAt(_trail.Count - 1);
    }

    /// <summary>What the contract says otherwise: refused where the server reckons with it, else as it came.</summary>
    private void WriteOther(JsonElement value, bool isReckoned, string reason)
    {
        if (isReckoned)
        {
            faults.Add(new ViolationV2(Here(), reason));
        }

        AsItCame.Write(json, value);
    }

    private void Fault(Place place, string reason) => faults.Add(new ViolationV2($"{Here()}.{place.Name}", reason));

    private string Here() => string.Concat(
        _trail.Select((step, depth) => depth == 0 ? step.Name : step.Index < 0 ? $".{step.Name}" : $".{step.Name}[{step.Index}]"));
}
