using System.Text.Json;
using Prilavok.Server.Http;
using Prilavok.Server.Reading;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Api.Extras;

/// <summary>Reads the members of one object of a scheme or an extra, and collects every fault under its place.</summary>
internal sealed class ExtraFields(JsonElement element, string place, List<FaultV1> faults)
{
    private const int LongestText = 10_000;

    private const int LongestList = 1000;

    /// <returns>False when it is no object; that is a fault.</returns>
    public bool IsObject()
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            faults.Add(FaultV1.Invalid(place));
            return false;
        }

        return true;
    }

    public JsonElement? Get(string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>An id that must be there. Ids are opaque: they need not be uuids.</summary>
    public string Id(string name)
    {
        var id = RequiredText(name);
        if (id.Length > 0 && !ProductLimits.IsId(id))
        {
            faults.Add(FaultV1.Invalid($"{place}.{name}", id));
        }

        return id;
    }

    public string RequiredText(string name)
    {
        if (Get(name) is null)
        {
            faults.Add(FaultV1.Missing($"{place}.{name}"));
            return "";
        }

        var text = Text(name);
        if (text is "")
        {
            faults.Add(FaultV1.Invalid($"{place}.{name}", text));
        }

        return text ?? "";
    }

    public string? Text(string name)
    {
        if (Get(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: <= LongestText } text)
        {
            return text;
        }

        faults.Add(FaultV1.Invalid($"{place}.{name}"));
        return null;
    }

    public bool? Flag(string name)
    {
        if (Get(name) is not { } value)
        {
            return null;
        }

        if (Flags.TryRead(value, out var flag))
        {
            return flag;
        }

        faults.Add(FaultV1.Invalid($"{place}.{name}") with { Reason = Flags.Expected });
        return null;
    }

    /// <summary>An object that must be there; null when it is not.</summary>
    public ExtraFields? RequiredObject(string name)
    {
        if (Get(name) is null)
        {
            faults.Add(FaultV1.Missing($"{place}.{name}"));
        }

        return Object(name);
    }

    /// <summary>An object within this one; null when it is absent or none.</summary>
    public ExtraFields? Object(string name)
    {
        if (Get(name) is not { } value)
        {
            return null;
        }

        var inner = new ExtraFields(value, $"{place}.{name}", faults);
        return inner.IsObject() ? inner : null;
    }

    /// <summary>The objects of a list that must be there.</summary>
    public IEnumerable<ExtraFields> Objects(string name)
    {
        if (Get(name) is not { } list)
        {
            faults.Add(FaultV1.Missing($"{place}.{name}"));
            yield break;
        }

        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > LongestList)
        {
            faults.Add(FaultV1.Invalid($"{place}.{name}"));
            yield break;
        }

        foreach (var (index, item) in list.EnumerateArray().Index())
        {
            var inner = new ExtraFields(item, $"{place}.{name}[{index}]", faults);
            if (inner.IsObject())
            {
                yield return inner;
            }
        }
    }

    /// <summary>Any JSON, word for word: it is for the app's own code at the terminal.</summary>
    public void Copy(string name, Utf8JsonWriter to)
    {
        to.WritePropertyName(name);
        if (Get(name) is { } value)
        {
            value.WriteTo(to);
        }
        else
        {
            to.WriteNullValue();
        }
    }

    public void Fault(string name, string? value) => faults.Add(FaultV1.Invalid($"{place}.{name}", value));
}
