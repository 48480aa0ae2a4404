using System.Text.Json;
using Microsoft.Extensions.Options;
using Prilavok.Core.Catalog;
using Prilavok.Server.Http;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Reading;

/// <summary>A product or a group of v2. Unknown and read-only members are passed over; the times are set by whoever keeps it.</summary>
internal sealed class ProductReaderV2(ProductVocabulary vocabulary, IOptions<CatalogueOptions> options)
{
    /// <param name="root">The whole body.</param>
    /// <param name="id">Of the path, or empty where the cloud chooses one; null takes it from the object, which must have it.</param>
    public bool TryRead(
        JsonElement root, JsonElement element, string storeId, string? id, bool isGroup, out Product? product, out RejectionV2? rejection)
    {
        product = null;
        if (element.ValueKind != JsonValueKind.Object)
        {
            rejection = new RejectionV2(Places.At(root, Places.OffsetOf(root, element)), []);
            return false;
        }

        var faults = new FaultsFound(root);
        var fields = new ProductFields(element, faults.Add);
        var known = id ?? IdOf(fields, faults);
        var read = isGroup ? Group(fields, known, storeId, faults) : Goods(fields, known, storeId, faults);
        rejection = faults.Rejection;
        product = rejection is null ? read : null;
        return rejection is null;
    }

    /// <summary>The id an object has or wishes for; null when there is none that could be one.</summary>
    public static string? IdOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty("id", out var id)
        && id.ValueKind == JsonValueKind.String
        && ProductLimits.IsId(id.GetString())
            ? id.GetString()
            : null;

    private static string IdOf(ProductFields fields, FaultsFound faults)
    {
        var id = fields.Text("id", ProductLimits.Id, shortest: 1);
        faults.Require("id", id is not null);
        faults.Require("id", ProductLimits.IsId(id), ProductLimits.NoId);
        return id ?? "";
    }

    private static Product Group(ProductFields fields, string id, string storeId, FaultsFound faults)
    {
        var name = fields.Text("name", ProductLimits.GroupNameV2, shortest: 1);
        faults.Require("name", name is not null);
        return new Product
        {
            StoreId = storeId,
            Id = id,
            IsGroup = true,
            Name = name ?? "",
            ParentId = ParentOf(fields),
            Code = fields.Text("code", ProductLimits.Code),
            Barcodes = fields.Texts(allowsBlank: false, "barcodes"),
            GroupAttributes = GroupAttributesReader.Read(fields, faults),
        };
    }

    private Product Goods(ProductFields fields, string id, string storeId, FaultsFound faults)
    {
        var type = fields.Word("type", vocabulary.Types);
        var least = ProductVocabulary.IsAlcohol(type) ? 1 : 0;
        var product = new Product
        {
            StoreId = storeId,
            Id = id,
            IsGroup = false,
            Type = type,
            Name = fields.Text("name", ProductLimits.NameV2) ?? "",
            ParentId = ParentOf(fields),
            Code = fields.Text("code", ProductLimits.Code),
            Price = fields.Number("price", 2, 0, ProductLimits.Price),
            CostPrice = fields.Number("cost_price", 2, 0, ProductLimits.Price),
            Quantity = fields.Number("quantity", 3, -ProductLimits.Quantity, ProductLimits.Quantity),
            MeasureName = fields.Text("measure_name", ProductLimits.ListItem),
            Tax = fields.Word("tax", vocabulary.Taxes),
            AllowToSell = fields.Flag("allow_to_sell"),
            Description = fields.Text("description", ProductLimits.Text),
            ArticleNumber = fields.Text("article_number", ProductLimits.Code),
            Barcodes = fields.Texts(allowsBlank: true, "barcodes"),
            AlcoCodes = fields.Texts(allowsBlank: true, "alcocodes", "alcohol_codes"),
            AlcoholByVolume = fields.Number("alcohol_by_volume", 3, least, ProductLimits.AlcoholByVolume),
            AlcoholProductKindCode = (int?)fields.Number("alcohol_product_kind_code", 0, least, ProductLimits.AlcoholProductKindCode),
            TareVolume = fields.Number("tare_volume", 3, least, ProductLimits.TareVolume),
            AttributesChoices = fields.Map("attributes_choices"),
            ClassificationCode = fields.Text("classification_code", ProductLimits.Code),
            QuantityInPackage = fields.Number("quantity_in_package", 0, 0, int.MaxValue),
            IsExcisable = fields.Flag("is_excisable"),
            IsAgeLimited = fields.Flag("is_age_limited"),
        };
        Require(product, fields.Get("name") is not null, faults);
        return product;
    }

    private void Require(Product product, bool hasName, FaultsFound faults)
    {
        faults.Require("type", product.Type is not null);
        faults.Require("name", hasName);
        faults.Require("name", product.Name.Length > 0, "must not be empty");
        faults.Require("price", product.Price is not null);
        faults.Require("measure_name", product.MeasureName is not null);
        faults.Require("tax", product.Tax is not null);
        faults.Require("allow_to_sell", product.AllowToSell is not null);
        if (ProductVocabulary.IsAlcohol(product.Type))
        {
            faults.Require("alcohol_by_volume", product.AlcoholByVolume is not null);
            faults.Require("alcohol_product_kind_code", product.AlcoholProductKindCode is not null);
            faults.Require("tare_volume", product.TareVolume is not null);
        }

        faults.Require("alcocodes", product is not { Type: "ALCOHOL_MARKED", AlcoCodes: null or { Count: 0 } }, "must not be empty");
        if (product is { ClassificationCode.Length: > 0, Type: { } type } && !ProductVocabulary.HasClassification(type)
            && !options.Value.ClassifyAnyType)
        {
            faults.Add("classification_code", "is not permitted for this type");
        }
    }

    private static string? ParentOf(ProductFields fields) => fields.Text("parent_id", ProductLimits.Id) is { Length: > 0 } parent ? parent : null;
}
