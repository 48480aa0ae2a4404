using System.Text.Json;
using Prilavok.Core.Apps;

namespace Prilavok.Server.Rendering;

/// <summary>The forms of an app and its page in the owner's account. What there is none of is left out.</summary>
internal static class AppFormWriter
{
    public static void WriteForms(Utf8JsonWriter json, AppSettings settings)
    {
        if (settings is { VerifyForm: null, CreateForm: null })
        {
            return;
        }

        json.WriteStartObject("forms");
        Write(json, "verify", settings.VerifyForm);
        Write(json, "create", settings.CreateForm);
        json.WriteEndObject();
    }

    public static void WriteTab(Utf8JsonWriter json, string name, IEnumerable<TabElement> elements)
    {
        json.WriteStartArray(name);
        foreach (var element in elements)
        {
            json.WriteStartObject();
            json.WriteString("kind", element.Kind.ToString().ToLowerInvariant());
            json.WriteString("label", element.Label);
            json.WriteString("value", element.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<FormField>? fields)
    {
        if (fields is null)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var field in fields)
        {
            json.WriteStartObject();
            json.WriteString("name", field.Name);
            json.WriteString("label", field.Label);
            json.WriteString("type", field.IsPassword ? "password" : "text");
            json.WriteString("pattern", field.Pattern);
            json.WriteString("placeholder", field.Placeholder);
            json.WriteString("hint", field.Hint);
            json.WriteString("value", field.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
