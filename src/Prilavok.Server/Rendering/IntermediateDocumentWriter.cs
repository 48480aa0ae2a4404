using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Prilavok.Server.Documents;
using Prilavok.Server.Documents.Shapes;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Rendering;

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

    /// <summary>Names of the envelope that no other member may have.</summary>
    private static readonly FrozenSet<string> Named = Envelope.Select(member => member.Name).Append("body").ToFrozenSet();

    private static readonly string[] Fiscal = ["fn_reg_number", "fiscal_sign_doc_number", "fiscal_document_number"];

    public static void Write(Utf8JsonWriter json, ReadOnlyMemory<byte> content, string appId)
    {
        var whole = new ArrayBufferWriter<byte>(content.Length * 2);
        DocumentWriterV2.WriteWithNulls(whole, content, appId);
        using var document = KeptJson.Parse(whole.WrittenMemory);
        var root = document.RootElement;
        json.WriteStartObject();
        foreach (var (name, v2) in Envelope)
        {
            json.WritePropertyName(name);
            WriteMember(json, root.TryGetProperty(v2, out var value) ? value : default, isText: v2 == "session_number");
        }

        foreach (var (name, member) in Renamed(root, Named))
        {
            if (member.Value.ValueKind != JsonValueKind.Null && !Known.Contains(member.Name))
            {
                WriteMember(json, name, member, Shape.Unknown);
            }
        }

        WriteBody(json, new DocumentView(root).Text("type") ?? "", root);
        json.WriteEndObject();
    }

    private static void WriteBody(Utf8JsonWriter json, string type, JsonElement root)
    {
        var isCash = type is "CASH_INCOME" or "CASH_OUTCOME";
        var shape = DocumentShapes.OfBody(type);
        json.WritePropertyName("body");
        if (root.TryGetProperty("body", out var body) && body.ValueKind != JsonValueKind.Object)
        {
            body.WriteTo(json);
            return;
        }

        json.WriteStartObject();
        if (body.ValueKind == JsonValueKind.Object)
        {
            foreach (var (name, member) in Renamed(body, FrozenSet<string>.Empty))
            {
                if (isCash && member.NameEquals("fiscal_document_number"))
                {
                    json.WritePropertyName("fiscalDocumentNumber");
                    WriteMember(json, member.Value, isText: true);
                }
                else
                {
                    WriteMember(json, name, member, shape);
                }
            }

            WriteMissing(json, type, body);
        }

        json.WriteEndObject();
    }

    /// <summary>What this form has and the body of v2 may lack.</summary>
    private static void WriteMissing(Utf8JsonWriter json, string type, JsonElement body)
    {
        switch (type)
        {
            case "INVENTORY" when !Has(body, "complete_inventory"):
                json.WriteBoolean("completeInventory", true);
                break;
            case "OPEN_TARE" when !Has(body, "sum"):
                Decimals.Write(json, "sum", new DocumentView(body).SumOf("positions", "sum"), 2);
                break;
            case "CASH_INCOME" or "CASH_OUTCOME":
                foreach (var name in Fiscal.Where(name => !Has(body, name)))
                {
                    json.WriteNull(NameOf(name));
                }

                break;
        }
    }

    /// <summary>A member nobody knows may have been called as this form calls the missing one.</summary>
    private static bool Has(JsonElement body, string name) => body.TryGetProperty(name, out _) || body.TryGetProperty(NameOf(name), out _);

    /// <summary>
    /// The members of an object under the names of this form. A name that two would get goes to one of them, and the other keeps what it
    /// had; of two that were called alike before, the later is meant.
    /// </summary>
    /// <param name="taken">Names that are used already, and go to none of them.</param>
    private static OrderedDictionary<string, JsonProperty> Renamed(JsonElement element, IReadOnlySet<string> taken)
    {
        var renamed = new OrderedDictionary<string, JsonProperty>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            var name = NameOf(member.Name);
            if (renamed.TryGetValue(name, out var other) && !other.NameEquals(member.Name))
            {
                var (stays, goes) = name == member.Name ? (member, other) : (other, member);
                renamed[name] = stays;
                renamed[goes.Name] = goes;
            }
            else if (!taken.Contains(name))
            {
                renamed[name] = member;
            }
            else if (name != member.Name)
            {
                renamed[member.Name] = member;
            }
        }

        return renamed;
    }

    /// <param name="shape">Of the object it is a member of.</param>
    private static void WriteMember(Utf8JsonWriter json, string name, JsonProperty member, Shape shape)
    {
        var place = shape.Find(member);
        json.WritePropertyName(name);
        if (place?.Meaning == Meaning.Opaque)
        {
            member.Value.WriteTo(json);
        }
        else
        {
            WriteValue(json, member.Value, place?.InsideOf(member.Value) ?? Shape.Unknown);
        }
    }

    private static void WriteValue(Utf8JsonWriter json, JsonElement value, Shape shape)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var (name, member) in Renamed(value, FrozenSet<string>.Empty))
                {
                    WriteMember(json, name, member, shape);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    WriteValue(json, item, shape);
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
        else if (value.ValueKind == JsonValueKind.Undefined)
        {
            json.WriteNullValue();
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
