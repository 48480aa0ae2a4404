using System.Text.Json;
using Prilavok.Core.Pushes;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Publisher;

internal static class PushWriter
{
    public static void Write(Utf8JsonWriter json, PushTask task)
    {
        json.WriteStartObject();
        json.WriteString("id", task.Id);
        json.WriteString("modified_at", Instants.Format(task.ModifiedAt));
        json.WriteString("status", task.Status switch
        {
            PushTaskStatus.Accepted => "ACCEPTED",
            PushTaskStatus.Running => "RUNNING",
            PushTaskStatus.Completed => "COMPLETED",
        });
        json.WriteStartArray("details");
        foreach (var detail in task.Details)
        {
            Write(json, detail);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PushDetail detail)
    {
        json.WriteStartObject();
        json.WriteString("device_id", detail.DeviceId);
        json.WriteString("status", detail.Status switch
        {
            PushStatus.Accepted => "ACCEPTED",
            PushStatus.Delivered => "DELIVERED",
            PushStatus.Rejected => "REJECTED",
            PushStatus.Expired => "EXPIRED",
        });
        WriteKnown(json, "active_till", detail.ActiveTill);
        WriteKnown(json, "created_at", detail.CreatedAt);
        WriteKnown(json, "sent_at", detail.SentAt);
        WriteKnown(json, "rejected_at", detail.Status == PushStatus.Rejected ? detail.AnsweredAt : null);
        if (detail.Reply is { } reply)
        {
            json.WritePropertyName("reply");
            json.WriteRawValue(reply, skipInputValidation: true);
        }

        json.WriteEndObject();
    }

    private static void WriteKnown(Utf8JsonWriter json, string name, DateTimeOffset? at)
    {
        if (at is { } known)
        {
            json.WriteString(name, Instants.Format(known));
        }
    }
}
