using System.Text.Json;
using Prilavok.Core.Catalog;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Rendering;

/// <summary>A product of v1, absent members as null; the webhook has the same form.</summary>
internal static class ProductWriterV1
{
    public static void Write(Utf8JsonWriter json, Product product)
    {
        json.WriteStartObject();
        json.WriteString("uuid", product.Id);
        json.WriteString("name", product.Name);
        json.WriteBoolean("group", product.IsGroup);
        json.WriteString("parentUuid", product.ParentId);
        WriteFlag(json, "hasVariants", product.HasVariants ?? (product.GroupAttributes is not null ? true : product.IsGroup ? false : null));
        json.WriteString("type", product.IsGroup ? null : product.Type);
        json.WriteString("code", product.Code);
        WriteTexts(json, "barCodes", product.Barcodes, product.IsGroup);
        WriteTexts(json, "alcoCodes", product.AlcoCodes, product.IsGroup);
        Decimals.Write(json, "price", product.Price, 2);
        Decimals.Write(json, "quantity", product.Quantity ?? (product is { IsGroup: false, Type: not "SERVICE" } ? 0 : null), 3); // v1 requires it.
        Decimals.Write(json, "costPrice", product.CostPrice, 2);
        json.WriteString("measureName", product.MeasureName ?? (product.IsGroup ? "" : null));
        json.WriteString("tax", product.Tax);
        WriteFlag(json, "allowToSell", product.AllowToSell ?? (product.IsGroup ? null : true));
        json.WriteString("description", product.Description);
        json.WriteString("articleNumber", product.ArticleNumber);
        Decimals.Write(json, "alcoholByVolume", product.AlcoholByVolume, 3);
        Decimals.Write(json, "alcoholProductKindCode", product.AlcoholProductKindCode, 0);
        Decimals.Write(json, "tareVolume", product.TareVolume, 3);
        if (product.Attributes is { } attributes)
        {
            json.WriteStartObject("attributes");
            foreach (var (name, value) in attributes)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteFlag(Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } known)
        {
            json.WriteBoolean(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string>? texts, bool isGroup)
    {
        if (texts is null && isGroup)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartArray(name);
        foreach (var text in texts ?? [])
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
