using System.Globalization;
using System.Text;
using Prilavok.Core.Catalog;
using Prilavok.Server.Demo.Chance;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Demo.Goods;

/// <summary>
/// The goods of one owner as each of the stores holds them: 200 products in 10 groups, under the same ids in every store, as a
/// chain has it. Only the stock differs.
/// </summary>
internal sealed class Catalogue
{
    private readonly Dice _dice;
    private readonly DateTimeOffset _made;
    private readonly List<Product> _products = [];
    private int _code;

    private Catalogue(Dice dice, DateTimeOffset made) => (_dice, _made) = (dice, made);

    /// <summary>Groups and products without a store and a stock.</summary>
    /// <param name="made">When the first was entered; the others follow by the second.</param>
    public static IReadOnlyList<Product> Build(Dice dice, DateTimeOffset made)
    {
        var catalogue = new Catalogue(dice, made);
        foreach (var aisle in Assortment.Aisles)
        {
            catalogue.Add(aisle);
        }

        catalogue.AddCoffee();
        return catalogue._products;
    }

    /// <summary>The goods as a store has them on its first morning.</summary>
    public static IEnumerable<Product> In(string storeId, IReadOnlyList<Product> products, Dice dice) =>
        products.Select(product => product with
        {
            StoreId = storeId,
            Quantity = product.IsGroup || product.Type == "SERVICE" ? null : dice.Between(25, 90) * 1000L,
        });

    private void Add(Aisle aisle)
    {
        var group = Put(new Product { StoreId = "", Id = _dice.Uuid(), IsGroup = true, Name = aisle.Name });
        foreach (var line in aisle.Goods.AsSpan().EnumerateLines())
        {
            var columns = line.ToString().Split("; ");
            var product = Sold(columns[0], Scaled(columns[1], 2), group.Id, aisle.Type, aisle.Tax) with
            {
                MeasureName = columns.Length == 4 ? columns[3] : aisle.Measure,
                CostPrice = aisle.Type == "SERVICE" ? null : Scaled(columns[2], 2),
            };
            Put(columns.Length > 4 ? Alcohol(product, columns) : WithBarcode(product));
        }
    }

    /// <summary>A group of modifications: every drink in every size.</summary>
    private void AddCoffee()
    {
        var drinks = Attribute("Напиток", "Американо", "Капучино", "Латте");
        var sizes = Attribute("Объём", "250 мл", "350 мл", "450 мл");
        var group = Put(new Product
        {
            StoreId = "",
            Id = _dice.Uuid(),
            IsGroup = true,
            Name = "Кофе с собой",
            GroupAttributes = [drinks, sizes],
            HasVariants = true,
        });
        foreach (var (drink, price) in drinks.Choices.Zip([120, 160, 170]))
        {
            foreach (var (size, extra) in sizes.Choices.Zip([0, 40, 70]))
            {
                Put(Sold($"{drink.Name} {size.Name}", (price + extra) * 100L, group.Id, "NORMAL", "VAT_22") with
                {
                    CostPrice = (price + extra) * 30L,
                    MeasureName = "шт",
                    Attributes = Map((drinks.Name, drink.Name), (sizes.Name, size.Name)),
                    AttributesChoices = Map((drinks.Id, drink.Id), (sizes.Id, size.Id)),
                });
            }
        }
    }

    private Product Sold(string name, long price, string groupId, string type, string tax)
    {
        var code = (++_code).ToString(CultureInfo.InvariantCulture);
        return new Product
        {
            StoreId = "",
            Id = _dice.Uuid(),
            IsGroup = false,
            Name = name,
            ParentId = groupId,
            Code = code,
            Type = type,
            Price = price,
            Tax = tax,
            AllowToSell = true,
            Description = "",
            ArticleNumber = $"ПР-{_code:D4}",
        };
    }

    /// <summary>Goods by weight have a number of the shop's own, from the range that scales print; services have none.</summary>
    private Product WithBarcode(Product product) => product.Type == "SERVICE" ? product : product with
    {
        Barcodes = [CheckDigits.Ean13(product.MeasureName == "кг" ? $"20{_code:D5}00000" : $"460{_dice.Digits(6)}{_code:D3}")],
    };

    private Product Alcohol(Product product, string[] columns) => WithBarcode(product) with
    {
        Type = columns[3],
        AlcoholByVolume = Scaled(columns[4], 3),
        AlcoholProductKindCode = int.Parse(columns[5], CultureInfo.InvariantCulture),
        TareVolume = Scaled(columns[6], 3),
        AlcoCodes = columns[3] == "ALCOHOL_MARKED" ? [_dice.Digits(19)] : null,
        IsExcisable = true,
        IsAgeLimited = true,
    };

    private GroupAttribute Attribute(string name, params IReadOnlyList<string> choices) =>
        new(_dice.Uuid(), name, [.. choices.Select(choice => new AttributeChoice(_dice.Uuid(), choice))]);

    private Product Put(Product product)
    {
        var at = _made.AddSeconds(_products.Count);
        _products.Add(product with { CreatedAt = at, UpdatedAt = at });
        return product;
    }

    private static Dictionary<string, string> Map(params ReadOnlySpan<(string Key, string Value)> pairs)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in pairs)
        {
            map[key] = value;
        }

        return map;
    }

    private static long Scaled(string text, int scale) => Decimals.TryRead(Encoding.ASCII.GetBytes(text), scale, long.MaxValue, out var value)
        ? value
        : throw new FormatException($"'{text}' is no number.");
}
