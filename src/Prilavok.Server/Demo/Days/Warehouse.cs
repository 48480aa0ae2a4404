using Prilavok.Server.Demo.Chance;
using Prilavok.Server.Demo.Papers;

namespace Prilavok.Server.Demo.Days;

/// <summary>Makes the documents about goods that no buyer sees, and moves stock and prices with them.</summary>
internal sealed class Warehouse(Dice dice)
{
    private readonly Supplier[] _suppliers =
    [
        new(dice.Uuid(), "ООО \"Продукты оптом\""),
        new(dice.Uuid(), "ООО \"Тульская база\""),
        new(dice.Uuid(), "АО \"Торговый ряд\""),
    ];

    public GoodsBody Accept(Till till)
    {
        var lines = Lines(
            dice.Between(3, 6), till.Shelf.Scarce, item => till.Register(item, dice.Between(8, 24) * 1000L, item.CostPrice));
        Move(till, lines, 1);
        return new GoodsBody("ACCEPT", lines, _suppliers[dice.Below(_suppliers.Length)], "Поставка по накладной");
    }

    /// <summary>A part of the last delivery goes back.</summary>
    /// <returns>Null when none came yet, or it is sold already.</returns>
    public GoodsBody? Return(Till till)
    {
        if (till.Delivery is not { Body.Lines: [var first, ..] } delivery || till.Shelf.Of(first.Good).Quantity < 2_000)
        {
            return null;
        }

        IReadOnlyList<Line> lines = [till.Register(till.Shelf.Of(first.Good), dice.Between(1, 2) * 1000L, first.Price)];
        Move(till, lines, -1);
        return new GoodsBody("RETURN", lines, delivery.Body.Supplier, "Повреждена упаковка");
    }

    public GoodsBody WriteOff(Till till)
    {
        var lines = Lines(dice.Between(1, 2), till.Shelf.Stocked, item => till.Register(item, 1000, item.Price));
        Move(till, lines, -1);
        return new GoodsBody("WRITE_OFF", lines, null, "Истёк срок годности");
    }

    /// <summary>Most of what is counted agrees with the books.</summary>
    public InventoryBody Count(Till till)
    {
        var lines = Lines(5, till.Shelf.Stocked, item =>
        {
            var astray = dice.OneIn(3) ? dice.Between(-2, 1) * 1000L : 0;
            return till.Register(item, item.Quantity + astray, item.Price);
        });
        foreach (var line in lines)
        {
            till.Shelf.Of(line.Good).Move(line.Quantity - line.InitialQuantity);
        }

        return new InventoryBody(lines);
    }

    /// <summary>What came last is sold at another price from now on.</summary>
    /// <returns>Null when nothing came yet.</returns>
    public RevaluationBody? Reprice(Till till)
    {
        if (till.Delivery is not { Body.Lines: [var first, var second, ..] } delivery)
        {
            return null;
        }

        var changes = new List<(Line, long)>();
        foreach (var accepted in (ReadOnlySpan<Line>)[first, second])
        {
            var item = till.Shelf.Of(accepted.Good);
            var line = till.Register(item, 1000, item.Price);
            // Whole roubles, up or down by up to a tenth, never at a loss.
            item.Price = Math.Max(Kopecks.Percent(item.Price, dice.Between(92, 110)) / 100 * 100, item.CostPrice + 100);
            changes.Add((line, item.Price));
        }

        return new RevaluationBody(changes, delivery.Reference);
    }

    public OpenTareBody OpenTare(Till till)
    {
        var item = till.Shelf.Marked(dice);
        IReadOnlyList<Line> lines = [till.Register(item, 1000, item.Price) with { Mark = item.Good.NewMark(dice) }];
        Move(till, lines, -1);
        return new OpenTareBody(lines);
    }

    /// <summary>Lines of different goods.</summary>
    private List<Line> Lines(int count, Func<Dice, StockItem> pick, Func<StockItem, Line> register)
    {
        var picked = new HashSet<StockItem>();
        var lines = new List<Line>(count);
        while (lines.Count < count)
        {
            var item = pick(dice);
            if (picked.Add(item))
            {
                lines.Add(register(item));
            }
        }

        return lines;
    }

    private static void Move(Till till, IReadOnlyList<Line> lines, int sign)
    {
        foreach (var line in lines)
        {
            till.Shelf.Of(line.Good).Move(sign * line.Quantity);
        }
    }
}
