using System.Globalization;
using System.Text.Json;
using Prilavok.Server.Api.Wire;

namespace Prilavok.Server.Api.Catalog;

/// <summary>
/// Reads the members of one product and collects every fault. It takes what live clients send: numbers as texts, codes as
/// numbers, null for absent.
/// </summary>
internal sealed class ProductFields(JsonElement element, Action<string, string> fault)
{
    /// <summary>The member under the first of its names that is there and not null.</summary>
    public JsonElement? Get(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (element.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
            {
                return value;
            }
        }

        return null;
    }

    public string? Text(string name, int longest)
    {
        if (Get(name) is not { } value)
        {
            return null;
        }

        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        if (text is null)
        {
            fault(name, "invalid value");
        }
        else if (text.Length > longest)
        {
            fault(name, string.Create(CultureInfo.InvariantCulture, $"size must be between 0 and {longest}"));
        }

        return text;
    }

    public bool? Flag(string name) => Get(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.String } text when text.ValueEquals("true") => true,
        { ValueKind: JsonValueKind.String } text when text.ValueEquals("false") => false,
        _ => Fault<bool?>(name, "invalid value"),
    };

    /// <param name="least">In units of the scale, as <paramref name="most"/>.</param>
    public long? Number(string name, int scale, long least, long most)
    {
        if (Get(name) is not { } value)
        {
            return null;
        }

        return Decimals.TryRead(value, scale, most, out var number) && number >= least
            ? number
            : Fault<long?>(name, "numeric value out of bounds");
    }

    public IReadOnlyList<string>? Texts(params ReadOnlySpan<string> names)
    {
        if (Get(names) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > ProductLimits.List)
        {
            return Fault<IReadOnlyList<string>?>(names[0], "must be an array");
        }

        var texts = new List<string>(value.GetArrayLength());
        foreach (var item in value.EnumerateArray())
        {
            var text = item.ValueKind switch
            {
                JsonValueKind.String => item.GetString(),
                JsonValueKind.Number => item.GetRawText(),
                _ => null,
            };
            if (text is not { Length: > 0 and <= ProductLimits.ListItem })
            {
                return Fault<IReadOnlyList<string>?>(names[0], "must hold strings, none of them blank");
            }

            texts.Add(text);
        }

        return texts;
    }

    public IReadOnlyDictionary<string, string>? Map(string name)
    {
        if (Get(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            return Fault<IReadOnlyDictionary<string, string>?>(name, "must be an object");
        }

        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            if (member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null || map.Count == ProductLimits.List)
            {
                return Fault<IReadOnlyDictionary<string, string>?>(name, "must hold strings");
            }

            map[member.Name] = member.Value.ToString();
        }

        return map;
    }

    public void Fault(string name, string reason) => fault(name, reason);

    private T Fault<T>(string name, string reason)
    {
        fault(name, reason);
        return default!;
    }
}
