using System.Text.Json;

namespace Prilavok.Server.Api.Extras;

/// <summary>An extra: what stands in an app's fields of one product.</summary>
internal static class ExtraFormV1
{
    /// <summary>Writes the extra as it is kept: what is not known of it is left out, what it could have and has not is null.</summary>
    /// <param name="appId">Of the token: whatever the body says, the extra is this app's.</param>
    public static void Write(Utf8JsonWriter json, ExtraFields extra, string id, string appId)
    {
        json.WriteStartObject();
        json.WriteString("uuid", id);
        extra.Text("appId");
        json.WriteString("appId", appId);
        json.WriteString("name", extra.Text("name"));
        WriteKey(json, extra.RequiredObject("key"));
        WriteScheme(json, extra.Object("scheme"));
        extra.Copy("data", json);
        json.WriteEndObject();
    }

    /// <summary>The product. It need not exist: goods and extras are sent in any order.</summary>
    private static void WriteKey(Utf8JsonWriter json, ExtraFields? key)
    {
        json.WriteStartObject("key");
        json.WriteString("uuid", key?.Id("uuid"));
        json.WriteString("store", key?.Text("store"));
        json.WriteEndObject();
    }

    /// <summary>Absent where the terminal has nothing to show.</summary>
    private static void WriteScheme(Utf8JsonWriter json, ExtraFields? scheme)
    {
        if (scheme is null)
        {
            json.WriteNull("scheme");
            return;
        }

        json.WriteStartObject("scheme");
        json.WriteString("value", scheme.RequiredText("value"));
        json.WriteString("fieldId", scheme.RequiredText("fieldId"));
        json.WriteEndObject();
    }
}
