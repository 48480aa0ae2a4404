using System.Runtime.InteropServices;
using System.Text.Json;

namespace Prilavok.Server.Api.Documents;

/// <summary>Writes a document with null for what it could have: the form of webhooks, where REST leaves it out.</summary>
internal static class DocumentNulls
{
    private static readonly string[] None = [];

    private static readonly string[] Envelope = ["number", "session_id", "session_number", "close_user_id", "counterparties"];

    private static readonly string[] Position =
    [
        "product_id", "quantity", "initial_quantity", "quantity_in_package", "bar_code", "product_type", "mark", "mark_data",
        "alcohol_by_volume", "alcohol_product_kind_code", "tare_volume", "code", "product_name", "measure_name", "measure_precision", "id",
        "uuid", "extra_keys", "price", "cost_price", "sum",
    ];

    private static readonly string[] ReceiptPosition =
    [
        .. Position, "sub_positions", "result_price", "tax", "result_sum", "position_discount", "doc_distributed_discount",
        "print_group_id", "splitted_positions", "attributes_choices", "settlement_method", "agent_requisites",
    ];

    private static readonly Dictionary<string, string[]> ByMember = new(StringComparer.Ordinal)
    {
        ["payments"] = ["id", "parent_id", "sum", "type", "parts", "app_payment", "merchant_info", "bank_info", "app_info", "cashless_info", "driver_info"],
        ["parts"] = ["print_group_id", "part_sum", "change"],
        ["app_info"] = ["app_id", "name"],
        ["merchant_info"] = ["number", "english_name", "category_code"],
        ["bank_info"] = ["name"],
        ["print_groups"] = ["id", "type", "org_name", "org_inn", "org_address", "taxation_system", "medicine_attributes"],
        ["pos_print_results"] =
        [
            "receipt_number", "document_number", "session_number", "receipt_date", "receipt_time", "fn_reg_number", "fiscal_sign_doc_number",
            "fiscal_document_number", "fn_serial_number", "kkt_serial_number", "kkt_reg_number", "print_group_id", "check_sum",
        ],
        ["tax"] = ["type", "sum", "result_sum"],
        ["position_discount"] = ["discount_sum", "discount_percent", "discount_type", "coupon", "discount_price"],
        ["doc_distributed_discount"] = ["discount_sum", "discount_percent", "discount_type", "coupon"],
        ["doc_discounts"] = ["discount_sum", "discount_percent", "discount_type", "coupon"],
        ["settlement_method"] = ["type", "amount"],
    };

    public static void Write(Utf8JsonWriter json, JsonElement document)
    {
        var type = new DocumentView(document).Text("type") ?? "";
        json.WriteStartObject();
        foreach (var member in document.EnumerateObject())
        {
            json.WritePropertyName(member.Name);
            if (member.NameEquals("body") && member.Value.ValueKind == JsonValueKind.Object)
            {
                WriteObject(json, member.Value, BodyOf(type), DocumentVocabulary.IsReceipt(type) ? ReceiptPosition : Position);
            }
            else
            {
                WriteRaw(json, member.Value);
            }
        }

        WriteMissing(json, document, Envelope);
        json.WriteEndObject();
    }

    private static string[] BodyOf(string type) => type switch
    {
        "SELL" or "BUY" => ["customer_email", "customer_phone"],
        "PAYBACK" or "BUYBACK" => ["customer_email", "customer_phone", "base_document_id", "base_document_number"],
        "CASH_INCOME" => ["description", "contributor"],
        "CASH_OUTCOME" => ["description", "receiver", "payment_category_id", "payment_category_name"],
        "ACCEPT" or "RETURN" => ["supplier_id", "description"],
        "WRITE_OFF" or "INVENTORY" => ["description"],
        "REVALUATION" => ["base_document_id", "base_document_number", "description"],
        _ => None,
    };

    private static void WriteObject(Utf8JsonWriter json, JsonElement element, string[] known, string[] position)
    {
        json.WriteStartObject();
        foreach (var member in element.EnumerateObject())
        {
            json.WritePropertyName(member.Name);
            if (member.NameEquals("positions"))
            {
                WriteValue(json, member.Value, position);
            }
            else if (ByMember.TryGetValue(member.Name, out var ofMember))
            {
                WriteValue(json, member.Value, ofMember);
            }
            else
            {
                WriteRaw(json, member.Value);
            }
        }

        WriteMissing(json, element, known);
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, JsonElement value, string[] known)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(json, value, known, None);
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    WriteValue(json, item, known);
                }

                json.WriteEndArray();
                break;
            default:
                WriteRaw(json, value);
                break;
        }
    }

    private static void WriteMissing(Utf8JsonWriter json, JsonElement element, string[] known)
    {
        foreach (var name in known)
        {
            if (!element.TryGetProperty(name, out _))
            {
                json.WriteNull(name);
            }
        }
    }

    private static void WriteRaw(Utf8JsonWriter json, JsonElement value) =>
        json.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
}
