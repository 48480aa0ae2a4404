using System.Text.Json;

namespace Prilavok.Server.Api.Extras;

/// <summary>A scheme: the fields an app adds to products, each a line of text or a choice from a dictionary.</summary>
internal static class SchemeFormV1
{
    private const string TextField = "TEXT_FIELD";
    private const string DictionaryField = "DICTIONARY_FIELD";

    /// <summary>Writes the scheme as it is kept: what is not known of it is left out, what it could have and has not is null.</summary>
    /// <param name="appId">Of the token: whatever the body says, the scheme is this app's.</param>
    public static void Write(Utf8JsonWriter json, ExtraFields scheme, string id, string appId)
    {
        json.WriteStartObject();
        json.WriteString("uuid", id);
        scheme.RequiredText("appId");
        json.WriteString("appId", appId);
        json.WriteStartArray("items");
        foreach (var field in scheme.Objects("items"))
        {
            WriteField(json, field);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteField(Utf8JsonWriter json, ExtraFields field)
    {
        var type = field.RequiredText("type");
        json.WriteStartObject();
        json.WriteString("title", field.Text("title"));
        WriteFlag(json, field, "editable");
        json.WriteString("uuid", field.Id("uuid"));
        json.WriteString("type", type);
        switch (type)
        {
            case TextField:
                field.Copy("data", json);
                json.WriteString("regexp", field.Text("regexp"));
                break;
            case DictionaryField:
                WriteFlag(json, field, "multiple");
                json.WriteStartArray("items");
                foreach (var choice in field.Objects("items"))
                {
                    WriteChoice(json, choice);
                }

                json.WriteEndArray();
                break;
            case "":
                break; // It is told already that there is none.
            default:
                field.Fault("type", type);
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteChoice(Utf8JsonWriter json, ExtraFields choice)
    {
        json.WriteStartObject();
        json.WriteString("title", choice.RequiredText("title"));
        json.WriteString("value", choice.RequiredText("value"));
        choice.Copy("data", json);
        json.WriteEndObject();
    }

    private static void WriteFlag(Utf8JsonWriter json, ExtraFields field, string name)
    {
        if (field.Flag(name) is { } flag)
        {
            json.WriteBoolean(name, flag);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
