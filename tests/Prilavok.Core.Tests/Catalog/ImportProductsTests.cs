using System.Text.Json;
using CsCheck;
using Prilavok.Core.Catalog;
using Prilavok.Core.Log;
using Xunit;

namespace Prilavok.Core.Tests.Catalog;

/// <summary>The decision what an upload changes, against a model that says it in another way.</summary>
public sealed class ImportProductsTests
{
    private const string Store = "20170228-F4F1-401B-80FA-9ECCA8451FFB";

    private static readonly DateTimeOffset Before = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset Now = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Few ids in two spellings and few values, so that an upload meets what is there and itself.</summary>
    private static readonly Gen<Product> AnyProduct = Gen.Select(
        Gen.OneOf("a", "A", "b", "B", "c", "d"),
        Gen.OneOf("tea", "coffee"),
        Gen.OneOf(Gen.Const((long?)null), Gen.Long[0, 1].Select(price => (long?)price)),
        Gen.OneOf(Gen.Const((IReadOnlyList<string>?)null), Gen.OneOf("1", "2").List[0, 2].Select(list => (IReadOnlyList<string>?)list)),
        (id, name, price, barcodes) => new Product
        {
            StoreId = "as the path says",
            Id = id,
            IsGroup = false,
            Name = name,
            Price = price,
            Barcodes = barcodes,
            CreatedAt = Now.AddYears(1),
            UpdatedAt = Now.AddYears(1),
        });

    private static readonly Gen<IReadOnlyDictionary<string, Product>> AnyStock = AnyProduct.List[0, 5].Select(products =>
        (IReadOnlyDictionary<string, Product>)products
            .GroupBy(product => Ids.Key(product.Id))
            .ToDictionary(same => same.Key, same => same.First() with { StoreId = Store, CreatedAt = Before, UpdatedAt = Before }));

    private static readonly Gen<(IReadOnlyDictionary<string, Product> Stock, List<Product> Upload)> AnyUpload =
        Gen.Select(AnyStock, AnyProduct.List[0, 12]);

    [Fact]
    public void What_differs_from_what_is_there_changes_and_nothing_else() => AnyUpload.Sample((stock, upload) =>
    {
        var expected = upload
            .GroupBy(product => product.Id.ToUpperInvariant())
            .Select(same => same.Last())
            .Select(product => stock.TryGetValue(Ids.Key(product.Id), out var known) ? product with { Id = known.Id } : product)
            .Where(product => !stock.Values.Any(known => Words(known) == Words(product)))
            .Select(Words)
            .Order(StringComparer.Ordinal);

        var changed = ImportProducts.Changed(stock, upload, WireFormat.V2, Store, Now);

        Assert.Equal(expected, changed.Select(Words).Order(StringComparer.Ordinal));
    });

    [Fact]
    public void A_changed_product_is_of_the_store_and_keeps_when_it_was_made() => AnyUpload.Sample((stock, upload) =>
        Assert.All(ImportProducts.Changed(stock, upload, WireFormat.V2, Store, Now), product =>
        {
            Assert.Equal(Store, product.StoreId);
            Assert.Equal(Now, product.UpdatedAt);
            Assert.Equal(stock.ContainsKey(Ids.Key(product.Id)) ? Before : Now, product.CreatedAt);
        }));

    [Fact]
    public void The_same_upload_again_changes_nothing() => AnyUpload.Sample((stock, upload) =>
    {
        var after = new Dictionary<string, Product>(stock);
        foreach (var product in ImportProducts.Changed(stock, upload, WireFormat.V2, Store, Now))
        {
            after[Ids.Key(product.Id)] = product;
        }

        Assert.Empty(ImportProducts.Changed(after, upload, WireFormat.V2, Store, Now.AddDays(1)));
    });

    [Fact]
    public void What_only_the_other_version_of_the_wire_can_say_stays()
    {
        var known = new Product
        {
            StoreId = Store,
            Id = "A",
            IsGroup = false,
            Name = "tea",
            Attributes = new Dictionary<string, string> { ["size"] = "L" },
            HasVariants = false,
            AttributesChoices = new Dictionary<string, string> { ["a"] = "c" },
            ClassificationCode = "1",
            QuantityInPackage = 2,
            IsExcisable = true,
            IsAgeLimited = false,
        };
        var stock = new Dictionary<string, Product> { [Ids.Key("A")] = known };
        var upload = new Product { StoreId = Store, Id = "A", IsGroup = false, Name = "coffee" };

        var first = Assert.Single(ImportProducts.Changed(stock, [upload], WireFormat.V1, Store, Now));
        var second = Assert.Single(ImportProducts.Changed(stock, [upload], WireFormat.V2, Store, Now));

        Assert.True(first.SaysTheSameAs(known with { Name = "coffee", Attributes = null, HasVariants = null }), Words(first));
        Assert.True(second.SaysTheSameAs(upload with { Attributes = known.Attributes, HasVariants = false }), Words(second));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Attributes_of_a_group_stay_until_it_is_said_to_have_no_variants(bool? hasVariants, bool stay)
    {
        var known = new Product { StoreId = Store, Id = "A", IsGroup = true, Name = "teas", GroupAttributes = [new GroupAttribute("a", "Size", [])] };
        var stock = new Dictionary<string, Product> { [Ids.Key("A")] = known };
        var upload = new Product { StoreId = Store, Id = "A", IsGroup = true, Name = "coffees", HasVariants = hasVariants };

        var changed = Assert.Single(ImportProducts.Changed(stock, [upload], WireFormat.V1, Store, Now));

        Assert.Equal(stay ? known.GroupAttributes : null, changed.GroupAttributes);
        Assert.Equal(stay ? null : false, changed.HasVariants);
    }

    [Theory]
    [InlineData(false, EventAction.Created)]
    [InlineData(true, EventAction.Updated)]
    public void The_event_says_whether_the_product_was_there(bool existed, EventAction action)
    {
        var product = new Product { StoreId = Store, Id = "A", IsGroup = false, Name = "tea" };

        var told = ImportProducts.EventOf(product, existed);

        Assert.Equal(new NewEvent(EventKind.Product, action, "A", Store, new ProductFact(product)), told);
    }

    private static string Words(Product product) => JsonSerializer.Serialize(product with { StoreId = "", CreatedAt = default, UpdatedAt = default });
}
