using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Prilavok.Core.Documents;
using Prilavok.Server.Documents.Shapes;
using Prilavok.Server.Http;
using Prilavok.Server.Reading;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Documents;

/// <summary>
/// Reads a document as a terminal sends it and makes the form that is kept: type, id and extras first, what the cloud adds
/// last. What the terminal said of it is hashed, however it is spelled.
/// </summary>
internal static class DocumentReader
{
    /// <summary>No place on earth is farther from UTC.</summary>
    private static readonly TimeSpan MostOffset = TimeSpan.FromHours(14);

    public static bool TryRead(
        JsonElement element, DocumentOrigin origin, out IncomingDocument? document, out DocumentRejection? rejection)
    {
        document = null;
        if (element.ValueKind != JsonValueKind.Object)
        {
            rejection = new DocumentRejection("", "invalid_format", [new ViolationV2("", "must be an object")]);
            return false;
        }

        if (UnreadableTexts.Find(element) is not null)
        {
            rejection = new DocumentRejection(IdOf(element), "invalid_format", [new ViolationV2("", UnreadableTexts.Reason)]);
            return false;
        }

        var faults = new List<ViolationV2>();
        var said = new EnvelopeReader(element, faults);
        var id = said.RequiredText("id"u8);
        var type = said.RequiredText("type"u8);
        if (id is not null && !ProductLimits.IsId(id))
        {
            said.Fault("id"u8, ProductLimits.NoId);
        }

        if (type is not null && !DocumentTypeNames.IsName(type))
        {
            said.Fault("type"u8, "must be the name of a kind of documents");
        }

        var closed = CloseDateOf(said);
        var store = origin.StoreOf(element, closed, faults);
        Matches(said, "device_id"u8, origin.DeviceId, "is not this terminal");
        if (id is not null && type is not null)
        {
            document = Keep(element, said, (id, type, closed), store, origin, faults);
        }

        if (faults.Count == 0)
        {
            rejection = null;
            return true;
        }

        document = null;
        rejection = new DocumentRejection(id ?? "", "validation_failed", faults);
        return false;
    }

    private static IncomingDocument? Keep(
        JsonElement element,
        EnvelopeReader said,
        (string Id, string Type, DateTimeOffset Closed) what,
        (string Id, bool IsNamed) store,
        DocumentOrigin origin,
        List<ViolationV2> faults)
    {
        var (id, type, closed) = what;
        var buffer = new ArrayBufferWriter<byte>(JsonMarshal.GetRawUtf8Value(element).Length + 512);
        using var json = new Utf8JsonWriter(buffer, Json.WriterOptions);
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("id", id);
        WriteExtras(json, said);
        WriteNumber(json, "number", said.Whole("number"u8));
        json.WriteString("close_date", Instants.Format(closed));
        json.WriteNumber("time_zone_offset", OffsetOf(said, origin));
        WriteText(json, "session_id", said.Text("session_id"u8));
        WriteNumber(json, "session_number", said.Whole("session_number"u8));
        WriteText(json, "close_user_id", said.Text("close_user_id"u8));
        json.WriteString("device_id", origin.DeviceId);
        json.WriteString("store_id", store.Id);
        json.WriteString("user_id", origin.OwnerId);
        WriteOthers(json, said);
        var body = WriteBody(json, said, type, faults);
        json.WriteString("created_at", Instants.Format(origin.ReceivedAt));
        json.WriteString("version", "V2");
        json.WriteEndObject();
        json.Flush();
        if (faults.Count > 0)
        {
            return null; // What is written by then may be cut short.
        }

        var digest = DocumentDigest.Of(buffer.WrittenSpan, out var hasTwins);
        if (hasTwins && TwinMembers.Find(element) is { } twin)
        {
            faults.Add(new ViolationV2(twin, TwinMembers.Reason));
        }

        return faults.Count > 0 ? null : new IncomingDocument
        {
            Id = id,
            Type = type,
            CloseDate = closed,
            StoreId = store.Id,
            NamesStore = store.IsNamed,
            Content = buffer.WrittenMemory,
            Hash = digest,
            Movement = body.ValueKind == JsonValueKind.Object ? MovementReader.Read(type, body) : StockMovement.None,
        };
    }

    private static string IdOf(JsonElement element) =>
        element.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String && UnreadableTexts.Find(id) is null ? id.GetString()! : "";

    private static DateTimeOffset CloseDateOf(EnvelopeReader said)
    {
        var value = said.Find("close_date"u8);
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            said.Fault("close_date"u8, "must not be null");
        }
        else if (Instants.TryParse(value, out var at))
        {
            return at;
        }
        else
        {
            said.Fault("close_date"u8, "must be a time, as 2024-10-14T10:16:29.000+0000");
        }

        return default;
    }

    private static long OffsetOf(EnvelopeReader said, DocumentOrigin origin) =>
        said.Whole("time_zone_offset"u8, (long)MostOffset.TotalMilliseconds, "must be milliseconds, at most 14 hours from UTC")
        ?? (long)origin.TimezoneOffset.TotalMilliseconds;

    private static void WriteExtras(Utf8JsonWriter json, EnvelopeReader said)
    {
        var extras = said.Find("extras"u8);
        json.WritePropertyName("extras");
        if (extras.ValueKind == JsonValueKind.Object)
        {
            AsItCame.Write(json, extras);
            return;
        }

        json.WriteStartObject();
        json.WriteEndObject();
        if (extras.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null))
        {
            said.Fault("extras"u8, "must be an object");
        }
    }

    private static void WriteOthers(Utf8JsonWriter json, EnvelopeReader said)
    {
        if (said.Find("counterparties"u8) is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } parties)
        {
            json.WritePropertyName("counterparties");
            AsItCame.Write(json, parties);
        }

        foreach (var member in said.Unknown)
        {
            AsItCame.Write(json, member);
        }
    }

    /// <summary>A body nobody here knows is kept whatever it is; one that is known is an object, and empty when it is left out.</summary>
    /// <returns>As it was said.</returns>
    private static JsonElement WriteBody(Utf8JsonWriter json, EnvelopeReader said, string type, List<ViolationV2> faults)
    {
        var body = said.Find("body"u8);
        var shape = DocumentShapes.OfBody(type);
        json.WritePropertyName("body");
        if (body.ValueKind == JsonValueKind.Object && !shape.IsUnknown)
        {
            new CanonicalWriter(json, faults).WriteBody(body, shape);
            return body;
        }

        var isLeftOut = body.ValueKind == JsonValueKind.Undefined || (body.ValueKind == JsonValueKind.Null && DocumentShapes.IsKnown(type));
        if (isLeftOut)
        {
            json.WriteStartObject();
            json.WriteEndObject();
        }
        else
        {
            AsItCame.Write(json, body);
        }

        if (isLeftOut && shape.Required != 0)
        {
            said.Fault("body"u8, "must not be null");
        }
        else if (!isLeftOut && body.ValueKind != JsonValueKind.Object && DocumentShapes.IsKnown(type))
        {
            said.Fault("body"u8, "must be an object");
        }

        return body;
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } known)
        {
            json.WriteNumber(name, known);
        }
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    /// <summary>What the terminal may leave out, but not say otherwise.</summary>
    private static void Matches(EnvelopeReader said, ReadOnlySpan<byte> name, string mine, string reason)
    {
        var value = said.Find(name);
        if (value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null)
            && !(value.ValueKind == JsonValueKind.String && string.Equals(value.GetString(), mine, StringComparison.OrdinalIgnoreCase)))
        {
            said.Fault(name, reason);
        }
    }
}
