using Prilavok.Core.Catalog;
using Prilavok.Server.Demo.Chance;

namespace Prilavok.Server.Demo.Papers;

/// <summary>What makes a modification, in the words of a document.</summary>
internal sealed record ChosenAttribute(string AttributeId, string AttributeName, string ChoiceId, string ChoiceName);

/// <summary>What a line of a document is about: a product of the shop, or anything at a free price.</summary>
internal sealed record Good(Product Product, IReadOnlyList<ChosenAttribute> Choices)
{
    private const string MarkAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    /// <summary>Sold without being in the shop's books: it has neither id nor code.</summary>
    public static Good FreePrice { get; } = new(
        new Product
        {
            StoreId = "",
            Id = "",
            IsGroup = false,
            Name = "Позиция по свободной цене",
            Type = "NORMAL",
            MeasureName = "шт",
            Tax = "NO_VAT",
            Price = 100_00,
        },
        []);

    public bool IsFree => Product.Id.Length == 0;

    /// <summary>False for services, and where nobody counts.</summary>
    public bool HasStock => !IsFree && Product.Type != "SERVICE";

    public bool IsDivisible => Product.MeasureName is "кг" or "л" or "м";

    public string Type => Product.Type ?? "NORMAL";

    public string Tax => Product.Tax ?? "NO_VAT";

    /// <summary>The stamp on one bottle, as the scanner reads it; null for what bears none.</summary>
    public string? NewMark(Dice dice) => Type == "ALCOHOL_MARKED" ? dice.Text(150, MarkAlphabet) : null;

    /// <summary>What can be sold at a known price, in the order of the list.</summary>
    /// <param name="products">Of one store, groups among them.</param>
    public static IReadOnlyList<Good> Sellable(IReadOnlyList<Product> products)
    {
        var groups = products
            .Where(product => product.GroupAttributes is not null)
            .ToDictionary(group => group.Id, StringComparer.Ordinal);
        return
        [
            .. products
                .Where(product => product is { IsGroup: false, Price: > 0 } && product.AllowToSell != false)
                .Select(product => new Good(product, ChoicesOf(product, groups.GetValueOrDefault(product.ParentId ?? "")))),
        ];
    }

    private static IReadOnlyList<ChosenAttribute> ChoicesOf(Product product, Product? parent)
    {
        if (product.AttributesChoices is not { } chosen || parent is null)
        {
            return [];
        }

        return
        [
            .. from attribute in parent.GroupAttributes!
               from choice in attribute.Choices
               where chosen.GetValueOrDefault(attribute.Id) == choice.Id
               select new ChosenAttribute(attribute.Id, attribute.Name, choice.Id, choice.Name),
        ];
    }
}
