using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Prilavok.Server.Tests.Documents;

/// <summary>Other spellings of a JSON text: another order of members, escapes, blanks, zeros and exponents.</summary>
internal static class Spelling
{
    public static string Of(string json, Random random)
    {
        using var document = JsonDocument.Parse(json);
        var text = new StringBuilder();
        Write(text, document.RootElement, random);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonElement value, Random random)
    {
        Blank(text, random);
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var members = value.EnumerateObject().ToArray();
                random.Shuffle(members);
                text.Append('{');
                for (var i = 0; i < members.Length; i++)
                {
                    text.Append(i > 0 ? "," : "");
                    Write(text, members[i].Name, random);
                    text.Append(':');
                    Write(text, members[i].Value, random);
                }

                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    text.Append(index++ > 0 ? "," : "");
                    Write(text, item, random);
                }

                text.Append(']');
                break;
            case JsonValueKind.String:
                Write(text, value.GetString()!, random);
                break;
            case JsonValueKind.Number:
                text.Append(Number(value.GetRawText(), random));
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }

        Blank(text, random);
    }

    private static void Write(StringBuilder text, string value, Random random)
    {
        text.Append('"');
        foreach (var c in value)
        {
            text.Append(c < ' ' || c is '"' or '\\' || char.IsSurrogate(c) || random.Next(3) == 0 ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : c.ToString());
        }

        text.Append('"');
    }

    /// <summary>The same number: zeros after the point, the point moved by an exponent.</summary>
    private static string Number(string number, Random random)
    {
        if (number.Contains('e', StringComparison.OrdinalIgnoreCase))
        {
            return number.Replace("e", random.Next(2) == 0 ? "E" : "e", StringComparison.Ordinal);
        }

        return random.Next(4) switch
        {
            0 => number.Contains('.', StringComparison.Ordinal) ? number + "00" : number + ".0",
            1 => number + "e0",
            2 when !number.Contains('.', StringComparison.Ordinal) && number.TrimStart('-') != "0" => number + "00e-2",
            _ => number,
        };
    }

    private static void Blank(StringBuilder text, Random random) => text.Append(random.Next(5) == 0 ? " \n" : "");
}
