using System.Globalization;
using System.Text.Json;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Reading;

/// <summary>
/// Reads the members of one product and tells every fault: the member, the reason, and the value where it is of the wrong kind.
/// It takes what live clients send: numbers as texts, codes as numbers, null for absent.
/// </summary>
internal sealed class ProductFields(JsonElement element, Action<string, string, JsonElement?> fault)
{
    public const string WrongKind = "invalid value";

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

    public string? Text(string name, int longest, int shortest = 0)
    {
        if (Get(name) is not { } value)
        {
            return null;
        }

        var text = TextOf(value);
        if (text is null)
        {
            fault(name, WrongKind, value);
        }
        else if (text.Length > longest || text.Length < shortest)
        {
            fault(name, Size(shortest, longest), null);
        }

        return text;
    }

    /// <summary>One of the words a member may have.</summary>
    public string? Word(string name, IReadOnlySet<string> words)
    {
        if (Get(name) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String && value.GetString() is { } word && words.Contains(word)
            ? word
            : Fault<string?>(name, WrongKind, value);
    }

    /// <summary>An empty text is none.</summary>
    public bool? Flag(string name) => Get(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text when text.ValueEquals("") => null,
        { } value when Flags.TryRead(value, out var flag) => flag,
        { } other => Fault<bool?>(name, WrongKind, other),
    };

    /// <summary>A number, or a text that holds one; an empty text is none.</summary>
    /// <param name="least">In units of the scale, as <paramref name="most"/>, which bounds the magnitude.</param>
    public long? Number(string name, int scale, long least, long most)
    {
        if (Get(name) is not { } value || (value.ValueKind == JsonValueKind.String && value.ValueEquals("")))
        {
            return null;
        }

        if (Decimals.TryRead(value, scale, most, out var number))
        {
            return number >= least
                ? number
                : Fault<long?>(name, $"must be greater than or equal to {Decimals.ToShortText(least, scale)}", null);
        }

        return Decimals.IsNumber(value)
            ? Fault<long?>(name, Decimals.OutOfBounds(scale, most), null)
            : Fault<long?>(name, WrongKind, value);
    }

    /// <param name="allowsBlank">True lets empty texts in.</param>
    public IReadOnlyList<string>? Texts(bool allowsBlank, params ReadOnlySpan<string> names)
    {
        if (Get(names) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            return Fault<IReadOnlyList<string>?>(names[0], WrongKind, value);
        }

        if (value.GetArrayLength() > ProductLimits.List)
        {
            return Fault<IReadOnlyList<string>?>(names[0], Size(0, ProductLimits.List), null);
        }

        var texts = new List<string>(value.GetArrayLength());
        foreach (var item in value.EnumerateArray())
        {
            switch (TextOf(item))
            {
                case null when item.ValueKind != JsonValueKind.Null:
                    return Fault<IReadOnlyList<string>?>(names[0], WrongKind, item);
                case null or "" when !allowsBlank || item.ValueKind == JsonValueKind.Null:
                    return Fault<IReadOnlyList<string>?>(names[0], "must not be blank", null);
                case { Length: > ProductLimits.ListItem }:
                    return Fault<IReadOnlyList<string>?>(names[0], Size(0, ProductLimits.ListItem), null);
                case { } text:
                    texts.Add(text);
                    break;
            }
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
            return Fault<IReadOnlyDictionary<string, string>?>(name, WrongKind, value);
        }

        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            if (member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            {
                return Fault<IReadOnlyDictionary<string, string>?>(name, WrongKind, member.Value);
            }

            if (member.Value.ValueKind is JsonValueKind.Null || map.Count == ProductLimits.List)
            {
                return Fault<IReadOnlyDictionary<string, string>?>(name, "must not be null", null);
            }

            map[member.Name] = member.Value.ToString();
        }

        return map;
    }

    public static string Size(int least, int most) => string.Create(CultureInfo.InvariantCulture, $"size must be between {least} and {most}");

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    private T Fault<T>(string name, string reason, JsonElement? misformed)
    {
        fault(name, reason, misformed);
        return default!;
    }
}
