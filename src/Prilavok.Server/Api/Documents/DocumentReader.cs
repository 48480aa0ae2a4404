using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Prilavok.Core.Documents;
using Prilavok.Server.Api.Catalog;
using Prilavok.Server.Api.Wire;
using Prilavok.Server.Hosting;

namespace Prilavok.Server.Api.Documents;

/// <summary>
/// Reads a document as a terminal sends it and makes the form that is kept: type, id and extras first, what the cloud adds
/// last. What stands before the time of receipt is what the terminal said, and is hashed.
/// </summary>
internal static class DocumentReader
{
    /// <summary>Members of the envelope that are written by name; everything else is carried along.</summary>
    private static readonly HashSet<string> Envelope =
    [
        "type", "id", "extras", "number", "close_date", "time_zone_offset", "session_id", "session_number", "close_user_id", "device_id",
        "store_id", "user_id", "body", "created_at", "version",
    ];

    private const long MostNumber = 999_999_999_999_999;

    public static bool TryRead(
        JsonElement element, DocumentOrigin origin, out IncomingDocument? document, out DocumentRejection? rejection)
    {
        document = null;
        if (element.ValueKind != JsonValueKind.Object)
        {
            rejection = new DocumentRejection("", "invalid_format", [new ViolationV2("", "must be an object")]);
            return false;
        }

        var faults = new List<ViolationV2>();
        var id = Text(element, "id", faults);
        var type = Text(element, "type", faults);
        if (id is not null && !ProductLimits.IsId(id))
        {
            faults.Add(new ViolationV2("id", ProductLimits.NoId));
        }

        if (type is not null && !DocumentTypeNames.IsName(type))
        {
            faults.Add(new ViolationV2("type", "must be the name of a kind of documents"));
        }

        var closed = CloseDateOf(element, faults);
        var body = BodyOf(element, type, faults);
        var store = origin.StoreOf(element, closed, faults);
        Matches(element, "device_id", origin.DeviceId, "is not this terminal", faults);
        if (faults.Count == 0)
        {
            document = Keep(element, id!, type!, closed, store, body, origin, faults);
        }

        rejection = faults.Count == 0 ? null : new DocumentRejection(id ?? "", "validation_failed", faults);
        return rejection is null;
    }

    private static IncomingDocument Keep(
        JsonElement element, string id, string type, DateTimeOffset closed, (string Id, bool IsNamed) store, JsonElement? body, DocumentOrigin origin, List<ViolationV2> faults)
    {
        var buffer = new ArrayBufferWriter<byte>(JsonMarshal.GetRawUtf8Value(element).Length + 512);
        using var json = new Utf8JsonWriter(buffer, Json.WriterOptions);
        var canonical = new CanonicalWriter(json, faults);
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("id", id);
        WriteExtras(json, element, faults);
        WriteNumber(json, element, "number", null, faults);
        json.WriteString("close_date", Instants.Format(closed));
        WriteNumber(json, element, "time_zone_offset", (long)origin.TimezoneOffset.TotalMilliseconds, faults);
        WriteText(json, element, "session_id", faults);
        WriteNumber(json, element, "session_number", null, faults);
        WriteText(json, element, "close_user_id", faults);
        json.WriteString("device_id", origin.DeviceId);
        json.WriteString("store_id", store.Id);
        json.WriteString("user_id", origin.OwnerId);
        foreach (var member in element.EnumerateObject())
        {
            if (!Envelope.Contains(member.Name) && member.Value.ValueKind != JsonValueKind.Null)
            {
                canonical.WriteMember(member);
            }
        }

        json.WritePropertyName("body");
        WriteBody(json, canonical, body, type);
        json.WriteString("created_at", Instants.Format(origin.ReceivedAt));
        json.WriteString("version", "V2");
        json.WriteEndObject();
        json.Flush();
        return new IncomingDocument
        {
            Id = id,
            Type = type,
            CloseDate = closed,
            StoreId = store.Id,
            NamesStore = store.IsNamed,
            Content = buffer.WrittenMemory,
            Hash = DocumentDigest.Of(buffer.WrittenSpan),
            Movement = body is { } known ? MovementReader.Read(type, known) : StockMovement.None,
        };
    }

    private static void WriteBody(Utf8JsonWriter json, CanonicalWriter canonical, JsonElement? body, string type)
    {
        if (body is { } known)
        {
            canonical.WriteBody(known, type);
        }
        else
        {
            json.WriteStartObject();
            json.WriteEndObject();
        }
    }

    private static DateTimeOffset CloseDateOf(JsonElement element, List<ViolationV2> faults)
    {
        if (!element.TryGetProperty("close_date", out var value) || value.ValueKind == JsonValueKind.Null)
        {
            faults.Add(new ViolationV2("close_date", "must not be null"));
        }
        else if (Instants.TryParse(value, out var at))
        {
            return at;
        }
        else
        {
            faults.Add(new ViolationV2("close_date", "must be a time, as 2024-10-14T10:16:29.000+0000"));
        }

        return default;
    }

    private static JsonElement? BodyOf(JsonElement element, string? type, List<ViolationV2> faults)
    {
        var hasPositions = type is not null && DocumentVocabulary.HasPositions(type);
        if (!element.TryGetProperty("body", out var body) || body.ValueKind == JsonValueKind.Null)
        {
            if (hasPositions)
            {
                faults.Add(new ViolationV2("body", "must not be null"));
            }

            return null;
        }

        if (body.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new ViolationV2("body", "must be an object"));
            return null;
        }

        DocumentLists.Check(body, hasPositions, isCounted: type != "REVALUATION", faults);
        if (type == "INVENTORY")
        {
            DocumentLists.CheckCompleteness(body, faults);
        }

        return body;
    }

    private static void WriteExtras(Utf8JsonWriter json, JsonElement element, List<ViolationV2> faults)
    {
        json.WritePropertyName("extras");
        if (element.TryGetProperty("extras", out var extras) && extras.ValueKind != JsonValueKind.Null)
        {
            if (extras.ValueKind == JsonValueKind.Object)
            {
                extras.WriteTo(json);
                return;
            }

            faults.Add(new ViolationV2("extras", "must be an object"));
        }

        json.WriteStartObject();
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, JsonElement element, string name, long? otherwise, List<ViolationV2> faults)
    {
        if (!element.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            if (otherwise is { } known)
            {
                json.WriteNumber(name, known);
            }
        }
        else if (Decimals.TryRead(value, 0, MostNumber, out var number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            faults.Add(new ViolationV2(name, "must be a whole number in bounds"));
        }
    }

    private static void WriteText(Utf8JsonWriter json, JsonElement element, string name, List<ViolationV2> faults)
    {
        if (element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null)
        {
            if (value.ValueKind == JsonValueKind.String)
            {
                json.WriteString(name, value.GetString());
            }
            else
            {
                faults.Add(new ViolationV2(name, "must be a string"));
            }
        }
    }

    private static string? Text(JsonElement element, string name, List<ViolationV2> faults)
    {
        if (element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
        {
            return value.GetString();
        }

        faults.Add(new ViolationV2(name, value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? "must not be null" : "must be a string"));
        return null;
    }

    /// <summary>What the terminal may leave out, but not say otherwise.</summary>
    private static void Matches(JsonElement element, string name, string mine, string reason, List<ViolationV2> faults)
    {
        if (element.TryGetProperty(name, out var value)
            && value.ValueKind != JsonValueKind.Null
            && !(value.ValueKind == JsonValueKind.String && string.Equals(value.GetString(), mine, StringComparison.OrdinalIgnoreCase)))
        {
            faults.Add(new ViolationV2(name, reason));
        }
    }
}
