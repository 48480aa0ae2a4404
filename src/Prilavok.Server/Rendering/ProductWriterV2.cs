using System.Text.Json;
using Prilavok.Core.Catalog;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Rendering;

/// <summary>What the rights of the asking app show of a product beyond the plain right to read it.</summary>
internal readonly record struct ProductVisibility(bool Quantity, bool Images);

/// <summary>A product or a group of v2: what has no value is left out.</summary>
internal static class ProductWriterV2
{
    /// <param name="images">Of the product.</param>
    /// <param name="address">Of this cloud, as the reader called it; the pictures are under it.</param>
    public static void Write(
        Utf8JsonWriter json, Product product, string ownerId, ProductVisibility visible, IEnumerable<ProductImage>? images = null,
        string address = "")
    {
        json.WriteStartObject();
        if (product.IsGroup)
        {
            WriteText(json, "name", product.Name);
            WriteText(json, "code", product.Code);
            WriteAttributes(json, product.GroupAttributes);
        }
        else
        {
            WriteGoods(json, product, visible);
        }

        WriteText(json, "parent_id", product.ParentId);
        json.WriteString("id", product.Id);
        json.WriteString("store_id", product.StoreId);
        json.WriteString("user_id", ownerId);
        json.WriteString("created_at", Instants.Format(product.CreatedAt));
        json.WriteString("updated_at", Instants.Format(product.UpdatedAt));
        WriteTexts(json, "barcodes", product.Barcodes);
        if (visible.Images && images?.Any() == true)
        {
            json.WriteStartArray("images");
            foreach (var image in images)
            {
                ProductImageWriter.Write(json, image, ownerId, address);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteGoods(Utf8JsonWriter json, Product product, ProductVisibility visible)
    {
        WriteText(json, "type", product.Type);
        WriteText(json, "name", product.Name);
        WriteText(json, "code", product.Code);
        WriteNumber(json, "price", product.Price, 2);
        WriteNumber(json, "cost_price", product.CostPrice, 2);
        WriteNumber(json, "quantity", visible.Quantity ? product.Quantity : null, 3);
        WriteText(json, "measure_name", product.MeasureName);
        WriteText(json, "tax", product.Tax);
        WriteFlag(json, "allow_to_sell", product.AllowToSell ?? true); // v1 need not say it of services, v2 must.
        WriteText(json, "description", product.Description);
        WriteText(json, "article_number", product.ArticleNumber);
        WriteText(json, "classification_code", product.ClassificationCode);
        WriteNumber(json, "quantity_in_package", product.QuantityInPackage, 0);
        WriteFlag(json, "is_excisable", product.IsExcisable);
        WriteFlag(json, "is_age_limited", product.IsAgeLimited);
        WriteTexts(json, "alcocodes", product.AlcoCodes is { Count: > 0 } codes ? codes : null);
        WriteNumber(json, "alcohol_by_volume", product.AlcoholByVolume, 3);
        WriteNumber(json, "alcohol_product_kind_code", product.AlcoholProductKindCode, 0);
        WriteNumber(json, "tare_volume", product.TareVolume, 3);
        if (product.AttributesChoices is { } choices)
        {
            json.WriteStartObject("attributes_choices");
            foreach (var (attribute, choice) in choices)
            {
                json.WriteString(attribute, choice);
            }

            json.WriteEndObject();
        }
    }

    private static void WriteAttributes(Utf8JsonWriter json, IReadOnlyList<GroupAttribute>? attributes)
    {
        if (attributes is null)
        {
            return;
        }

        json.WriteStartArray("attributes");
        foreach (var attribute in attributes)
        {
            json.WriteStartObject();
            json.WriteString("id", attribute.Id);
            json.WriteString("name", attribute.Name);
            json.WriteStartArray("choices");
            foreach (var choice in attribute.Choices)
            {
                json.WriteStartObject();
                json.WriteString("id", choice.Id);
                json.WriteString("name", choice.Name);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteFlag(Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } known)
        {
            json.WriteBoolean(name, known);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long? value, int scale)
    {
        if (value is { } known)
        {
            json.WritePropertyName(name);
            Decimals.Write(json, known, scale);
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string>? texts)
    {
        if (texts is null)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
