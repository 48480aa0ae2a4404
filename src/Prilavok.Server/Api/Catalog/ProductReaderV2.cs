using System.Globalization;
using System.Text.Json;
using Prilavok.Core.Catalog;
using Prilavok.Server.Api.Wire;

namespace Prilavok.Server.Api.Catalog;

/// <summary>A product or a group of v2. Unknown and read-only members are passed over.</summary>
internal static class ProductReaderV2
{
    /// <param name="id">Of the path; null takes it from the body.</param>
    public static bool TryRead(
        JsonElement element, string storeId, string? id, DateTimeOffset now, bool isGroup, out Product? product,
        out IReadOnlyList<ViolationV2> violations)
    {
        var faults = new List<ViolationV2>();
        violations = faults;
        product = null;
        if (element.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new ViolationV2("", "must be an object"));
            return false;
        }

        var fields = new ProductFields(element, (name, reason) => faults.Add(new ViolationV2(name, reason)));
        var known = id ?? fields.Text("id", ProductLimits.Id);
        if (!ProductLimits.IsId(known))
        {
            faults.Add(new ViolationV2("id", known is null ? "must not be null" : "must not be blank"));
            known = "-";
        }

        var read = isGroup ? Group(fields, known!, storeId, now) : Goods(fields, known!, storeId, now, faults);
        var longest = isGroup ? ProductLimits.GroupNameV2 : ProductLimits.NameV2;
        if (fields.Text("name", longest) is not { Length: > 0 })
        {
            faults.Add(new ViolationV2("name", "must not be null"));
        }

        product = faults.Count == 0 ? read : null;
        return product is not null;
    }

    private static Product Group(ProductFields fields, string id, string storeId, DateTimeOffset now) => new()
    {
        StoreId = storeId,
        Id = id,
        IsGroup = true,
        Name = fields.Text("name", int.MaxValue) ?? "",
        ParentId = fields.Text("parent_id", ProductLimits.Id) is { Length: > 0 } parent ? parent : null,
        Code = fields.Text("code", ProductLimits.Code),
        Barcodes = fields.Texts("barcodes"),
        GroupAttributes = AttributesOf(fields),
        CreatedAt = now,
        UpdatedAt = now,
    };

    private static Product Goods(ProductFields fields, string id, string storeId, DateTimeOffset now, List<ViolationV2> faults)
    {
        var product = new Product
        {
            StoreId = storeId,
            Id = id,
            IsGroup = false,
            Name = fields.Text("name", int.MaxValue) ?? "",
            ParentId = fields.Text("parent_id", ProductLimits.Id) is { Length: > 0 } parent ? parent : null,
            Code = fields.Text("code", ProductLimits.Code),
            Type = fields.Text("type", ProductLimits.ListItem),
            Price = fields.Number("price", 2, 0, ProductLimits.Price),
            CostPrice = fields.Number("cost_price", 2, 0, ProductLimits.Price),
            Quantity = fields.Number("quantity", 3, -ProductLimits.Quantity, ProductLimits.Quantity),
            MeasureName = fields.Text("measure_name", ProductLimits.ListItem),
            Tax = fields.Text("tax", ProductLimits.ListItem),
            AllowToSell = fields.Flag("allow_to_sell"),
            Description = fields.Text("description", ProductLimits.Text),
            ArticleNumber = fields.Text("article_number", ProductLimits.Code),
            Barcodes = fields.Texts("barcodes"),
            AlcoCodes = fields.Texts("alcocodes", "alcohol_codes"),
            AlcoholByVolume = fields.Number("alcohol_by_volume", 3, 0, ProductLimits.AlcoholByVolume),
            AlcoholProductKindCode = (int?)fields.Number("alcohol_product_kind_code", 0, 0, ProductLimits.AlcoholProductKindCode),
            TareVolume = fields.Number("tare_volume", 3, 0, ProductLimits.TareVolume),
            AttributesChoices = fields.Map("attributes_choices"),
            ClassificationCode = fields.Text("classification_code", ProductLimits.Code),
            QuantityInPackage = fields.Number("quantity_in_package", 0, 0, int.MaxValue),
            IsExcisable = fields.Flag("is_excisable"),
            IsAgeLimited = fields.Flag("is_age_limited"),
            CreatedAt = now,
            UpdatedAt = now,
        };
        Require(product, faults);
        return product;
    }

    private static void Require(Product product, List<ViolationV2> faults)
    {
        AddIfNull("type", product.Type);
        AddIfNull("price", product.Price);
        AddIfNull("measure_name", product.MeasureName);
        AddIfNull("tax", product.Tax);
        AddIfNull("allow_to_sell", product.AllowToSell);
        if (product.Type is { } type && !ProductVocabulary.Types.Contains(type))
        {
            faults.Add(new ViolationV2("type", "invalid value"));
        }

        if (product.Tax is { } tax && !ProductVocabulary.Taxes.Contains(tax))
        {
            faults.Add(new ViolationV2("tax", "invalid value"));
        }

        if (ProductVocabulary.IsAlcohol(product.Type))
        {
            AddIfNull("alcohol_by_volume", product.AlcoholByVolume);
            AddIfNull("alcohol_product_kind_code", product.AlcoholProductKindCode);
            AddIfNull("tare_volume", product.TareVolume);
        }

        if (product is { Type: "ALCOHOL_MARKED", AlcoCodes: null or { Count: 0 } })
        {
            faults.Add(new ViolationV2("alcocodes", "must not be empty"));
        }

        void AddIfNull(string name, object? value)
        {
            if (value is null && !faults.Any(known => known.Subject == name))
            {
                faults.Add(new ViolationV2(name, "must not be null"));
            }
        }
    }

    private static IReadOnlyList<GroupAttribute>? AttributesOf(ProductFields fields)
    {
        if (fields.Get("attributes") is not { } value)
        {
            return null;
        }

        var attributes = new List<GroupAttribute>();
        foreach (var item in Objects(value, ProductLimits.Attributes, "attributes", fields))
        {
            var choices = new List<AttributeChoice>();
            if (item.TryGetProperty("choices", out var list))
            {
                foreach (var choice in Objects(list, ProductLimits.Choices, "attributes.choices", fields))
                {
                    choices.Add(new AttributeChoice(TextOf(choice, "id"), TextOf(choice, "name")));
                }
            }

            attributes.Add(new GroupAttribute(TextOf(item, "id"), TextOf(item, "name"), choices));
        }

        return attributes;
    }

    private static IEnumerable<JsonElement> Objects(JsonElement array, int most, string name, ProductFields fields)
    {
        if (array.ValueKind != JsonValueKind.Array
            || array.GetArrayLength() > most
            || array.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.Object))
        {
            fields.Fault(name, string.Create(CultureInfo.InvariantCulture, $"must be an array of at most {most} objects"));
            return [];
        }

        return array.EnumerateArray();
    }

    private static string TextOf(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
