using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Catalog;
using Prilavok.Server.Reading;

namespace Prilavok.Server.Api.Catalog;

/// <param name="Products">What can be kept.</param>
/// <param name="Violations">Everything that does not match the published schema; an element may be kept all the same.</param>
internal sealed record ProductsReadV1(IReadOnlyList<Product> Products, ViolationsV1 Violations);

/// <summary>Products of v1, each judged by itself: the conforming are kept, the others are only reported.</summary>
internal static class ProductReaderV1
{
    public static ProductsReadV1 Read(JsonElement array, string storeId, DateTimeOffset now, ProductVocabulary vocabulary)
    {
        var products = new List<Product>(array.GetArrayLength());
        var times = TimesOf(array);
        var violations = new ViolationsV1();
        var ofElement = new List<ViolationV1>();
        foreach (var element in array.EnumerateArray())
        {
            ofElement.Clear();
            if (ReadOne(element, storeId, now, vocabulary, times, ofElement) is { } product)
            {
                products.Add(product);
            }

            violations.Add(ofElement);
        }

        return new ProductsReadV1(products, violations);
    }

    private static Product? ReadOne(
        JsonElement element, string storeId, DateTimeOffset now, ProductVocabulary vocabulary, Dictionary<string, int> times,
        List<ViolationV1> violations)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            violations.Add(new ViolationV1(null, "", "must be an object"));
            return null;
        }

        var id = IdOf(element);
        var fields = new ProductFields(element, (name, reason, _) => violations.Add(new ViolationV1(id, name, reason)));
        if (!ProductLimits.IsId(id))
        {
            violations.Add(new ViolationV1(id, "uuid", ProductLimits.NoId));
        }

        var product = fields.Flag("group") == true
            ? Group(fields, id ?? "", storeId, now)
            : Goods(fields, id ?? "", storeId, now, vocabulary, violations);
        if (product.Name.Length is 0 or > ProductLimits.NameV1)
        {
            violations.Add(new ViolationV1(id, "name", "size must be between 1 and 100"));
        }

        // An id must occur once in a synchronisation: of one that occurs again, no copy is kept.
        if (id is not null && times[Ids.Key(id)] > 1)
        {
            violations.Add(new ViolationV1(id, "uuid", "occurs more than once"));
        }

        if (violations.Count > 0)
        {
            return null;
        }

        // Ids are opaque: what is no uuid is told, kept and given back as it came.
        if (!Guid.TryParseExact(id, "D", out _))
        {
            violations.Add(new ViolationV1(id, "uuid", "is not a uuid"));
        }

        return product;
    }

    private static Product Group(ProductFields fields, string id, string storeId, DateTimeOffset now) => new()
    {
        StoreId = storeId,
        Id = id,
        IsGroup = true,
        Name = fields.Text("name", ProductLimits.NameV1) ?? "",
        ParentId = ParentOf(fields),
        Code = fields.Text("code", ProductLimits.Code),
        HasVariants = fields.Flag("hasVariants"),
        Barcodes = fields.Texts(allowsBlank: false, "barCodes", "barcodes"),
        CreatedAt = now,
        UpdatedAt = now,
    };

    private static Product Goods(
        ProductFields fields, string id, string storeId, DateTimeOffset now, ProductVocabulary vocabulary, List<ViolationV1> violations)
    {
        var type = fields.Text("type", ProductLimits.ListItem);
        var least = ProductVocabulary.IsAlcohol(type) ? 1 : 0;
        var product = new Product
        {
            StoreId = storeId,
            Id = id,
            IsGroup = false,
            Name = fields.Text("name", ProductLimits.NameV1) ?? "",
            ParentId = ParentOf(fields),
            Code = fields.Text("code", ProductLimits.Code),
            Type = type,
            Price = fields.Number("price", 2, 0, ProductLimits.Price),
            CostPrice = fields.Number("costPrice", 2, 0, ProductLimits.Price),
            Quantity = fields.Number("quantity", 3, -ProductLimits.Quantity, ProductLimits.Quantity),
            MeasureName = fields.Text("measureName", ProductLimits.ListItem),
            Tax = fields.Text("tax", ProductLimits.ListItem),
            AllowToSell = fields.Flag("allowToSell"),
            Description = fields.Text("description", ProductLimits.Text),
            ArticleNumber = fields.Text("articleNumber", ProductLimits.Code),
            Barcodes = fields.Texts(allowsBlank: true, "barCodes", "barcodes"),
            AlcoCodes = fields.Texts(allowsBlank: true, "alcoCodes", "alcocodes"),
            AlcoholByVolume = fields.Number("alcoholByVolume", 3, least, ProductLimits.AlcoholByVolume),
            AlcoholProductKindCode = (int?)fields.Number("alcoholProductKindCode", 0, least, ProductLimits.AlcoholProductKindCode),
            TareVolume = fields.Number("tareVolume", 3, least, ProductLimits.TareVolume),
            Attributes = fields.Map("attributes"),
            HasVariants = fields.Flag("hasVariants"),
            CreatedAt = now,
            UpdatedAt = now,
        };
        Require(product, vocabulary, violations);
        return product;
    }

    /// <summary>The empty text old modules send means the root.</summary>
    private static string? ParentOf(ProductFields fields) => fields.Text("parentUuid", ProductLimits.Id) is { Length: > 0 } parent ? parent : null;

    private static void Require(Product product, ProductVocabulary vocabulary, List<ViolationV1> violations)
    {
        if (product.Type is null || !vocabulary.Types.Contains(product.Type))
        {
            Add("type", product.Type is null ? "must not be null" : "unknown value");
        }

        if (product.Tax is null || !vocabulary.Taxes.Contains(product.Tax))
        {
            Add("tax", product.Tax is null ? "must not be null" : "unknown value");
        }

        AddIfNull("price", product.Price);
        AddIfNull("measureName", product.MeasureName);
        if (product.Type != "SERVICE")
        {
            AddIfNull("quantity", product.Quantity);
            AddIfNull("allowToSell", product.AllowToSell);
        }

        if (ProductVocabulary.IsAlcohol(product.Type))
        {
            AddIfNull("alcoholByVolume", product.AlcoholByVolume);
            AddIfNull("alcoholProductKindCode", product.AlcoholProductKindCode);
            AddIfNull("tareVolume", product.TareVolume);
        }

        if (product.Type == "ALCOHOL_MARKED")
        {
            AddIfNull("alcoCodes", product.AlcoCodes);
        }

        void AddIfNull(string name, object? value)
        {
            if (value is null)
            {
                Add(name, "must not be null");
            }
        }

        void Add(string name, string reason)
        {
            // A member that is there and could not be read is told of already.
            if (!violations.Any(known => known.Field == name))
            {
                violations.Add(new ViolationV1(product.Id, name, reason));
            }
        }
    }

    /// <summary>How often each id occurs, whatever else is wrong with its elements.</summary>
    private static Dictionary<string, int> TimesOf(JsonElement array) =>
        array.EnumerateArray().Select(IdOf).OfType<string>().CountBy(Ids.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);

    private static string? IdOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("uuid", out var uuid) && uuid.ValueKind == JsonValueKind.String
            ? uuid.GetString()
            : null;
}
