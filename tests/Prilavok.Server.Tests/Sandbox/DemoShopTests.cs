using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Prilavok.Core.Catalog;
using Prilavok.Core.Employees;
using Prilavok.Server.Api.Catalog;
using Prilavok.Server.Demo;
using Prilavok.Server.Http;
using Prilavok.Server.Reading;
using Prilavok.Server.Rendering;
using Xunit;

namespace Prilavok.Server.Tests.Sandbox;

public sealed partial class DemoShopTests
{
    private static readonly DemoShop Shop = DemoDocuments.Shop;

    private static readonly IOptions<CatalogueOptions> Catalogue = Options.Create(new CatalogueOptions());

    private static readonly ProductVocabulary Vocabulary = new(Catalogue);

    private static readonly ILookup<string, Product> Goods =
        Shop.Products.Where(product => !product.IsGroup).ToLookup(product => product.StoreId);

    private static readonly ILookup<string, Product> Groups =
        Shop.Products.Where(product => product.IsGroup).ToLookup(product => product.StoreId);

    [Fact]
    public void It_has_two_stores_three_terminals_and_four_employees()
    {
        Assert.Equal(2, Shop.Stores.Count);
        Assert.Equal(3, Shop.Terminals.Count);
        Assert.Equal(4, Shop.Employees.Count);
        Assert.Equal([RoleKind.Admin, RoleKind.Cashier], Shop.Roles.Select(role => role.Kind));
        Assert.Single(Shop.Employees, employee => employee.RoleId == Shop.Roles[0].Id);
        Assert.All(Shop.Stores, store => Assert.Contains(Shop.Terminals, terminal => terminal.StoreId == store.Id));
        Assert.All(
            Shop.Employees, employee => Assert.Subset(Shop.Stores.Select(store => store.Id).ToHashSet(), employee.StoreIds.ToHashSet()));
    }

    [Fact]
    public void Each_store_has_the_same_two_hundred_products_in_ten_groups()
    {
        Assert.All(Shop.Stores, store =>
        {
            Assert.Equal(200, Goods[store.Id].Count());
            Assert.Equal(10, Groups[store.Id].Count());
            Assert.All(Goods[store.Id], product => Assert.Contains(Groups[store.Id], group => group.Id == product.ParentId));
            Assert.All(Groups[store.Id], group => Assert.Contains(Goods[store.Id], product => product.ParentId == group.Id));
        });
        Assert.Equal(210, Shop.Products.Select(product => product.Id).Distinct().Count());
        Assert.Equal(420, Shop.Products.Select(product => (product.StoreId, product.Id)).Distinct().Count());
    }

    [Fact]
    public void Its_goods_hold_what_programs_stumble_over()
    {
        var goods = Goods[Shop.Stores[0].Id].ToList();
        var groups = Groups[Shop.Stores[0].Id].ToList();
        Assert.Contains(groups, group => group.Name == "Снэки");
        Assert.Contains(groups, group => group.Name == "Гриль");
        var namesake = Assert.Single(goods.GroupBy(product => product.Name), same => same.Count() > 1);
        Assert.Equal(2, namesake.Count());
        Assert.Contains(goods, product => product is { Type: "ALCOHOL_MARKED", AlcoCodes: [{ Length: 19 }] });
        Assert.Contains(goods, product => product is { Type: "ALCOHOL_NOT_MARKED", AlcoholByVolume: > 0, TareVolume: > 0 });
        Assert.Contains(goods, product => product is { Type: "SERVICE", Quantity: null });
        Assert.Contains(goods, product => product.MeasureName == "кг");
        var modified = Assert.Single(groups, group => group.GroupAttributes is not null);
        var choices = modified.GroupAttributes!.ToDictionary(attribute => attribute.Id, attribute => attribute.Choices.Select(choice => choice.Id));
        var modifications = goods.Where(product => product.ParentId == modified.Id).ToList();
        Assert.Equal(9, modifications.Count);
        Assert.All(modifications, product => Assert.All(product.AttributesChoices!, chosen => Assert.Contains(chosen.Value, choices[chosen.Key])));
        Assert.Equal(9, modifications.Select(product => string.Join(' ', product.AttributesChoices!.Values)).Distinct().Count());
    }

    [Fact]
    public void Every_product_passes_the_readers_of_both_versions()
    {
        foreach (var store in Shop.Stores)
        {
            var v1 = Json.Render(json =>
            {
                json.WriteStartArray();
                foreach (var product in Goods[store.Id].Concat(Groups[store.Id]))
                {
                    ProductWriterV1.Write(json, product);
                }

                json.WriteEndArray();
            });
            Assert.Empty(ProductReaderV1.Read(JsonElement.Parse(v1.Span), store.Id, DemoDocuments.Now, Vocabulary).Violations.First);
        }

        foreach (var product in Shop.Products)
        {
            var v2 = Json.Render(json => ProductWriterV2.Write(json, product, "01-000000000000001", new ProductVisibility(true, true)));
            var root = JsonElement.Parse(v2.Span);
            Assert.True(new ProductReaderV2(Vocabulary, Catalogue).TryRead(root, root, product.StoreId, null, product.IsGroup, out _, out _));
        }
    }

    [Fact]
    public void Bar_codes_and_radio_modules_have_true_check_digits_and_are_told_apart()
    {
        Assert.All(Shop.Stores, store =>
        {
            var codes = Goods[store.Id].SelectMany(product => product.Barcodes ?? []).ToList();
            Assert.Equal(185, codes.Distinct().Count());
            Assert.Equal(185, codes.Count);
            Assert.All(codes, code => Assert.True(code.Length == 13 && Weighed(code, [1, 3]) % 10 == 0, code));
        });
        Assert.All(Shop.Terminals, terminal => Assert.Equal(15, terminal.Imei!.Length));
        Assert.All(Shop.Terminals, terminal => Assert.Equal(0, terminal.Imei!.Select((c, i) => Luhn(c - '0', i)).Sum() % 10));
        Assert.Equal(3, Shop.Terminals.Select(terminal => terminal.Imei).Distinct().Count());

        static int Weighed(string digits, int[] weights) => digits.Select((c, i) => (c - '0') * weights[i % 2]).Sum();
        static int Luhn(int digit, int place) => place % 2 == 0 ? digit : (digit * 2 / 10) + (digit * 2 % 10);
    }

    [Fact]
    public void Ids_have_the_shapes_of_the_field()
    {
        string[] guids =
        [
            .. Shop.Stores.Select(store => store.Id), .. Shop.Terminals.Select(terminal => terminal.Id),
            .. Shop.Roles.Select(role => role.Id), .. Shop.Employees.Select(employee => employee.Id),
        ];
        Assert.Equal(11, guids.Distinct().Count());
        Assert.All(guids, id => Assert.Matches(FieldGuid(), id));
        Assert.All(Shop.Products, product => Assert.Matches(Uuid(), product.Id));
        Assert.All(DemoDocuments.All, document => Assert.Matches(Uuid(), document.Id));
        Assert.All(DemoDocuments.All, document => Assert.Matches(Uuid(), document.Json.Text("session_id")));
        Assert.All(Shop.Terminals, terminal => Assert.Matches("^[0-9]{14}$", terminal.SerialNumber!));
    }

    [Fact]
    public void One_seed_gives_one_shop_to_the_last_byte()
    {
        var again = DemoShop.Build(DemoDocuments.Seed, DemoDocuments.Now);

        Assert.Equal(Shop.Stores, again.Stores);
        Assert.Equal(Shop.Terminals, again.Terminals);
        Assert.Equal(Shop.Employees.Select(employee => employee.Id), again.Employees.Select(employee => employee.Id));
        Assert.Equal(Shop.Products.Count, again.Products.Count);
        Assert.All(Shop.Products.Zip(again.Products), pair => Assert.True(pair.First.SaysTheSameAs(pair.Second)));
        Assert.Equal(Bytes(Shop), Bytes(again));
        Assert.Equal(Bytes(Shop), Bytes(Shop));
    }

    [Fact]
    public void Another_seed_gives_another_shop()
    {
        var other = DemoShop.Build(DemoDocuments.Seed + 1, DemoDocuments.Now);

        Assert.Empty(Shop.Stores.Select(store => store.Id).Intersect(other.Stores.Select(store => store.Id)));
        Assert.Empty(DemoDocuments.All.Select(document => document.Id).Intersect(DemoDocuments.Read(other).Select(document => document.Id)));
    }

    [Fact]
    public void An_hour_later_the_same_documents_have_a_few_more_behind_them()
    {
        var before = Bytes(Shop);
        var after = Bytes(DemoShop.Build(DemoDocuments.Seed, DemoDocuments.Now.AddHours(2)));

        Assert.True(after.Count > before.Count);
        Assert.Equal(before, after.Take(before.Count));
    }

    [Fact]
    public void A_week_later_the_same_documents_are_a_week_younger()
    {
        var later = DemoDocuments.Read(DemoShop.Build(DemoDocuments.Seed, DemoDocuments.Now.AddDays(7)));

        Assert.Equal(DemoDocuments.All.Select(document => document.Id), later.Select(document => document.Id));
        Assert.Equal(DemoDocuments.All.Select(document => document.ClosedAt.AddDays(7)), later.Select(document => document.ClosedAt));
    }

    private static List<string> Bytes(DemoShop shop) =>
        [.. shop.Documents().Select(made => made.TerminalId + Convert.ToHexString(made.Json))];

    [GeneratedRegex("^[0-9]{8}-[0-9A-F]{4}-40[0-9A-F]{2}-80[0-9A-F]{2}-[0-9A-F]{12}$", RegexOptions.NonBacktracking)]
    private static partial Regex FieldGuid();

    [GeneratedRegex("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", RegexOptions.NonBacktracking)]
    private static partial Regex Uuid();
}
