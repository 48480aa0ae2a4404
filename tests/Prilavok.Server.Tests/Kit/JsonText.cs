using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Prilavok.Server.Tests.Kit;

/// <summary>JSON for people to review: what fits stands on one line, numbers and the order of members stay as they came.</summary>
public static class JsonText
{
    private const int Width = 140;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Pretty(string json)
    {
        using var document = JsonDocument.Parse(json);
        var text = new StringBuilder();
        Write(text, document.RootElement, 0);
        return text.Append('\n').ToString();
    }

    private static void Write(StringBuilder text, JsonElement value, int indent)
    {
        var line = OneLine(value);
        if (indent + line.Length <= Width || value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
        {
            text.Append(line);
            return;
        }

        var isObject = value.ValueKind == JsonValueKind.Object;
        text.Append(isObject ? '{' : '[');
        var column = 0;
        foreach (var (name, item) in Members(value))
        {
            var isScalar = item.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array);
            var width = OneLine(item).Length + (name?.Length ?? 0) + 2;
            if (column > 0 && isScalar && isObject && column + width <= Width)
            {
                text.Append(", ");
            }
            else
            {
                text.Append(column > 0 ? ",\n" : "\n").Append(' ', indent + 2);
                column = indent + 2;
            }

            text.Append(name);
            Write(text, item, indent + 2);
            column += isScalar && isObject ? width : Width;
        }

        text.Append('\n').Append(' ', indent).Append(isObject ? '}' : ']');
    }

    /// <summary>The names of members as they are written, with their colon; items of lists have none.</summary>
    private static IEnumerable<(string? Name, JsonElement Value)> Members(JsonElement value) => value.ValueKind == JsonValueKind.Object
        ? value.EnumerateObject().Select(member => ((string?)(JsonSerializer.Serialize(member.Name, Readable) + ": "), member.Value))
        : value.EnumerateArray().Select(item => ((string?)null, item));

    private static string OneLine(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object or JsonValueKind.Array when !Members(value).Any() => value.ValueKind == JsonValueKind.Object ? "{}" : "[]",
        JsonValueKind.Object => $"{{ {Joined(value)} }}",
        JsonValueKind.Array => $"[{Joined(value)}]",
        JsonValueKind.String => JsonSerializer.Serialize(value.GetString(), Readable),
        _ => value.GetRawText(),
    };

    private static string Joined(JsonElement value) => string.Join(", ", Members(value).Select(member => member.Name + OneLine(member.Value)));
}
