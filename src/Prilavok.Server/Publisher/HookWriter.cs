using System.Text.Json;
using Prilavok.Core.Publishing;

namespace Prilavok.Server.Publisher;

internal static class HookWriter
{
    /// <summary>The only form hooks are delivered in.</summary>
    public const string ContentType = "V2";

    /// <summary>Address and secret are taken and not told again.</summary>
    public static void Write(Utf8JsonWriter json, Hook hook, PublisherTimes times)
    {
        json.WriteStartObject();
        json.WriteString("id", hook.Id);
        json.WriteString("app_id", hook.AppId);
        json.WriteString("version_id", hook.VersionId);
        json.WriteStartArray("events");
        foreach (var e in hook.Settings.Events)
        {
            json.WriteStringValue(e);
        }

        json.WriteEndArray();
        json.WriteStartObject("config");
        json.WriteString("content_type", ContentType);
        json.WriteBoolean("insecure_ssl", hook.Settings.InsecureSsl);
        json.WriteEndObject();
        json.WriteBoolean("active", hook.Settings.Active);
        times.Write(json, "created_at", hook.CreatedAt);
        times.Write(json, "updated_at", hook.UpdatedAt);
        json.WriteEndObject();
    }
}
