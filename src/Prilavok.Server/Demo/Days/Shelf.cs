using Prilavok.Core.Catalog;
using Prilavok.Server.Demo.Chance;
using Prilavok.Server.Demo.Goods;
using Prilavok.Server.Demo.Papers;

namespace Prilavok.Server.Demo.Days;

/// <summary>A good of one store with what changes: stock in thousandths, price in kopecks.</summary>
internal sealed class StockItem(Good good)
{
    public Good Good => good;

    public long Quantity { get; private set; } = good.Product.Quantity ?? 0;

    public long Price { get; set; } = good.Product.Price ?? 0;

    public long CostPrice => good.Product.CostPrice ?? 0;

    /// <summary>Services do not run out.</summary>
    public void Move(long by) => Quantity += good.HasStock ? by : 0;
}

/// <summary>The goods of one store, followed through its documents.</summary>
internal sealed class Shelf
{
    private readonly IReadOnlyList<StockItem> _all;
    private readonly IReadOnlyList<StockItem> _stocked;
    private readonly IReadOnlyList<StockItem> _produce;
    private readonly IReadOnlyList<StockItem> _marked;
    private readonly Dictionary<string, StockItem> _byId;

    /// <param name="products">Of the store, groups among them.</param>
    public Shelf(IReadOnlyList<Product> products)
    {
        var produce = products.First(product => product.Name == Assortment.Produce).Id;
        _all = [.. Good.Sellable(products).Select(good => new StockItem(good))];
        _stocked = [.. _all.Where(item => item.Good.HasStock)];
        _produce = [.. _stocked.Where(item => item.Good.IsDivisible && item.Good.Product.ParentId == produce)];
        _marked = [.. _all.Where(item => item.Good.Type == "ALCOHOL_MARKED")];
        _byId = _all.ToDictionary(item => item.Good.Product.Id, StringComparer.Ordinal);
    }

    public StockItem Of(Good good) => _byId[good.Product.Id];

    /// <summary>Anything a buyer may ask for that is there in plenty: the shop never sells what it has not.</summary>
    public StockItem ForSale(Dice dice) => Plenty(_all, dice);

    public StockItem Stocked(Dice dice) => Plenty(_stocked, dice);

    public StockItem Produce(Dice dice) => Plenty(_produce, dice);

    public StockItem Marked(Dice dice) => Plenty(_marked, dice);

    /// <summary>Of a few looked at, the one there is least of.</summary>
    public StockItem Scarce(Dice dice)
    {
        var scarce = _stocked[dice.Below(_stocked.Count)];
        for (var i = 0; i < 5; i++)
        {
            var other = _stocked[dice.Below(_stocked.Count)];
            scarce = other.Quantity < scarce.Quantity ? other : scarce;
        }

        return scarce;
    }

    private static StockItem Plenty(IReadOnlyList<StockItem> items, Dice dice)
    {
        var start = dice.Below(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[(start + i) % items.Count];
            if (!item.Good.HasStock || item.Quantity >= 6_000)
            {
                return item;
            }
        }

        return items[start];
    }
}
