using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Prilavok.Server.Tests.OpenApi;

/// <summary>
/// Holds a value against a schema of an OpenAPI document, and is stricter than the standard in one thing: a member the schema does
/// not name is wrong unless the schema says that others may come.
/// </summary>
internal sealed class SchemaChecker(JsonNode document)
{
    /// <returns>Everything that does not fit, each with its place.</returns>
    public IReadOnlyList<string> Check(JsonNode schema, JsonNode? value, string place = "$")
    {
        var faults = new List<string>();
        Check(Resolve(schema), value, place, faults);
        return faults;
    }

    private void Check(JsonObject schema, JsonNode? value, string place, List<string> faults)
    {
        if (schema["oneOf"] is JsonArray forms)
        {
            var found = forms.Select(form => Check(form!, value, place)).ToList();
            if (found.Count(list => list.Count == 0) != 1)
            {
                faults.Add($"{place}: {Shorten(value)} is not one of its forms: {string.Join("; ", found.SelectMany(list => list).Take(5))}");
            }

            return;
        }

        if (schema["type"] is { } type && !KindsOf(type).Any(kind => IsOf(kind, value)))
        {
            faults.Add($"{place}: {Shorten(value)} is not {type.ToJsonString()}");
            return;
        }

        if (schema["enum"] is JsonArray words && !words.Any(word => JsonNode.DeepEquals(word, value)))
        {
            faults.Add($"{place}: {Shorten(value)} is none of {words.ToJsonString()}");
        }

        if ((string?)schema["format"] == "date-time" && value is not null
            && !DateTimeOffset.TryParseExact((string)value!, ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            faults.Add($"{place}: {Shorten(value)} is no time");
        }

        if (value is JsonObject members)
        {
            CheckMembers(schema, members, place, faults);
        }

        if (value is JsonArray items && schema["items"] is { } item)
        {
            foreach (var (index, one) in items.Index())
            {
                Check(Resolve(item), one, $"{place}[{index}]", faults);
            }
        }
    }

    private void CheckMembers(JsonObject schema, JsonObject members, string place, List<string> faults)
    {
        foreach (var name in schema["required"]?.AsArray().Select(name => (string)name!).Where(name => !members.ContainsKey(name)) ?? [])
        {
            faults.Add($"{place}.{name} is missing");
        }

        foreach (var (name, value) in members)
        {
            if ((schema["properties"]?[name] ?? schema["additionalProperties"]) is { } known)
            {
                Check(Resolve(known), value, $"{place}.{name}", faults);
            }
            else if (schema["properties"] is not null)
            {
                faults.Add($"{place}.{name} is not known");
            }
        }
    }

    /// <summary>A reference stands for what it leads to.</summary>
    public JsonObject Resolve(JsonNode node)
    {
        while ((string?)node["$ref"] is { } reference)
        {
            node = reference.Split('/').Skip(1).Aggregate(document, (at, step) => at[step] ?? throw new InvalidOperationException($"{reference} leads nowhere."));
        }

        return node.AsObject();
    }

    private static IEnumerable<string> KindsOf(JsonNode type) => type is JsonArray several ? several.Select(kind => (string)kind!) : [(string)type!];

    private static bool IsOf(string kind, JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => kind == "null",
        JsonValueKind.String => kind == "string",
        JsonValueKind.True or JsonValueKind.False => kind == "boolean",
        JsonValueKind.Number => kind == "number" || (kind == "integer" && long.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out _)),
        JsonValueKind.Array => kind == "array",
        _ => kind == "object",
    };

    private static string Shorten(JsonNode? value) => value?.ToJsonString() is { } text ? text[..Math.Min(80, text.Length)] : "null";
}
