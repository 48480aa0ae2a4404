using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Prilavok.Server.Api.Wire;

namespace Prilavok.Server.Api.Documents;

/// <summary>
/// The form between the versions: the body of v2 under names in camel case, an envelope of its own, and like all of v1 with null
/// for what a document could have and has not.
/// </summary>
internal static class IntermediateDocumentWriter
{
    private static readonly (string Name, string V2)[] Envelope =
    [
        ("id", "id"), ("type", "type"), ("deviceId", "device_id"), ("timeZoneOffset", "time_zone_offset"), ("closeDate", "close_date"),
        ("userId", "user_id"), ("closeUserId", "close_user_id"), ("sessionId", "session_id"), ("sessionNumber", "session_number"),
        ("number", "number"), ("storeId", "store_id"), ("version", "version"), ("extras", "extras"),
    ];

    /// <summary>Members of the envelope that are not carried over as they are.</summary>
    private static readonly HashSet<string> Known = [.. Envelope.Select(member => member.V2), "body", "created_at"];

    private static readonly string[] Fiscal = ["fn_reg_number", "fiscal_sign_doc_number", "fiscal_document_number"];

    public static void Write(Utf8JsonWriter json, ReadOnlyMemory<byte> content, string appId)
    {
        var whole = new ArrayBufferWriter<byte>(content.Length * 2);
        DocumentWriterV2.WriteWithNulls(whole, content, appId);
        using var document = JsonDocument.Parse(whole.WrittenMemory);
        var root = document.RootElement;
        json.WriteStartObject();
        foreach (var (name, v2) in Envelope)
        {
            json.WritePropertyName(name);
            WriteMember(json, root.GetProperty(v2), isText: v2 == "session_number");
        }

        foreach (var member in root.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Null && !Known.Contains(member.Name))
            {
                WriteRenamed(json, member);
            }
        }

        WriteBody(json, root.GetProperty("type").GetString()!, root.GetProperty("body"));
        json.WriteEndObject();
    }

    private static void WriteBody(Utf8JsonWriter json, string type, JsonElement body)
    {
        var isCash = type is "CASH_INCOME" or "CASH_OUTCOME";
        json.WriteStartObject("body");
        foreach (var member in body.EnumerateObject())
        {
            if (isCash && member.NameEquals("fiscal_document_number"))
            {
                json.WritePropertyName("fiscalDocumentNumber");
                WriteMember(json, member.Value, isText: true);
            }
            else
            {
                WriteRenamed(json, member);
            }
        }

        WriteMissing(json, type, body);
        json.WriteEndObject();
    }

    /// <summary>What this form has and the body of v2 may lack.</summary>
    private static void WriteMissing(Utf8JsonWriter json, string type, JsonElement body)
    {
        switch (type)
        {
            case "INVENTORY" when !body.TryGetProperty("complete_inventory", out _):
                json.WriteBoolean("completeInventory", true);
                break;
            case "OPEN_TARE" when !body.TryGetProperty("sum", out _):
                Decimals.Write(json, "sum", new DocumentView(body).List("positions").Sum(position => position.Money("sum") ?? 0), 2);
                break;
            case "CASH_INCOME" or "CASH_OUTCOME":
                foreach (var name in Fiscal.Where(name => !body.TryGetProperty(name, out _)))
                {
                    json.WriteNull(NameOf(name));
                }

                break;
        }
    }

    private static void WriteRenamed(Utf8JsonWriter json, JsonProperty member)
    {
        json.WritePropertyName(NameOf(member.Name));
        if (DocumentVocabulary.Opaque.Contains(member.Name))
        {
            member.Value.WriteTo(json);
        }
        else
        {
            WriteValue(json, member.Value);
        }
    }

    private static void WriteValue(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    WriteRenamed(json, member);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    WriteValue(json, item);
                }

                json.WriteEndArray();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    /// <param name="isText">Where v2 has a number and this form a text.</param>
    private static void WriteMember(Utf8JsonWriter json, JsonElement value, bool isText)
    {
        if (isText && value.ValueKind == JsonValueKind.Number)
        {
            json.WriteStringValue(value.GetRawText());
        }
        else
        {
            value.WriteTo(json);
        }
    }

    /// <summary>Two names do not follow the rule.</summary>
    private static string NameOf(string v2) => v2 switch
    {
        "bar_code" => "barcode",
        "alcohol_product_kind_code" => "AlcoholProductKindCode",
        _ when v2.Contains('_', StringComparison.Ordinal) => string.Concat(v2.Split('_').Select(Capital)),
        _ => v2,
    };

    private static string Capital(string word, int place) => place == 0 || word.Length == 0
        ? word
        : string.Concat(word[..1].ToUpper(CultureInfo.InvariantCulture), word.AsSpan(1));
}
