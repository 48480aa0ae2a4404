using Prilavok.Server.Demo.Chance;
using Prilavok.Server.Demo.Papers;

namespace Prilavok.Server.Demo;

/// <summary>The parts of one sample document.</summary>
internal sealed class SampleCounter
{
    private readonly IReadOnlyList<Good> _goods;
    private readonly Dice _dice;

    /// <summary>
    /// Nobody keeps the counters of a terminal that only the sandbox turns. Time does: the number is the seconds since activation,
    /// the shift is the day, so both grow as those of a real terminal do.
    /// </summary>
    public SampleCounter(ShopView shop, string id, DateTimeOffset now)
    {
        var terminal = shop.Terminal;
        var age = now - terminal.CreatedAt;
        var days = now.ToOffset(terminal.TimezoneOffset).Date - terminal.CreatedAt.ToOffset(terminal.TimezoneOffset).Date;
        _goods = Good.Sellable(shop.Products);
        _dice = Dice.Of(id);
        Envelope = new Envelope(
            terminal,
            id,
            1 + Math.Max(0, (long)age.TotalSeconds),
            new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), now.Offset),
            1 + Math.Max(0, days.Days),
            shop.EmployeeId);
    }

    public Envelope Envelope { get; }

    public Supplier Supplier => new(Dice.Of("supplier of " + Envelope.Terminal.StoreId).Uuid(), "ООО \"Поставщик\"");

    /// <summary>Two positions of goods at their price, paid in cash with a note.</summary>
    public ReceiptBody Receipt(string type)
    {
        var lines = type is "BUY" or "BUYBACK" ? Bought(1_000) : Sold();
        var due = lines.Sum(line => line.ResultSum);
        var payment = Payment.Cash(_dice.Uuid(), due, type == "SELL" ? (due + 99_99) / 100_00 * 100_00 : due);
        return new ReceiptBody(type, lines, [payment], Print());
    }

    /// <summary>One of the first of the goods, two of the second; goods by weight by the half.</summary>
    public List<Line> Sold() => Lines((good, place) => good.IsDivisible ? 500 : 1000 * (place + 1), good => good.Product.Price!.Value);

    /// <summary>At the price the shop pays.</summary>
    public List<Line> Bought(long quantity) => Lines((_, _) => quantity, good => good.Product.CostPrice ?? good.Product.Price!.Value);

    /// <summary>As many as the books say.</summary>
    public List<Line> Counted() =>
        Lines(
            (good, _) => Math.Max(0, good.Product.Quantity ?? 0),
            good => good.Product.Price!.Value,
            good => good.HasStock || good.IsFree);

    /// <summary>Up by a tenth.</summary>
    public List<(Line Line, long After)> Repriced() => [.. Sold().Select(line => (line, Kopecks.Percent(line.Price, 110)))];

    public List<Line> Opened()
    {
        var alcohol = _goods.FirstOrDefault(good => good.Type == "ALCOHOL_MARKED")
            ?? _goods.FirstOrDefault(good => good.Type == "ALCOHOL_NOT_MARKED")
            ?? Good.FreePrice with
            {
                Product = Good.FreePrice.Product with
                {
                    Type = "ALCOHOL_MARKED",
                    AlcoholByVolume = 12_000,
                    AlcoholProductKindCode = 401,
                    TareVolume = 750,
                },
            };
        return [LineOf(alcohol, 1000, alcohol.Product.Price!.Value, 0)];
    }

    public Slip Print() => new(
        Printer.Of(Envelope.Terminal), 1, (int)Math.Min(int.MaxValue, Envelope.Number), Envelope.Session + Printer.EarlierSessions,
        Envelope.ClosedAt.ToOffset(Envelope.Terminal.TimezoneOffset), _dice.Digits(10));

    /// <summary>A shift in which the sample sale was the only one.</summary>
    public ShiftTotals Totals()
    {
        var totals = new ShiftTotals(0, 0, 0);
        totals.Add(Receipt("SELL"));
        return totals;
    }

    private List<Line> Lines(Func<Good, int, long> quantity, Func<Good, long> price, Func<Good, bool>? fits = null)
    {
        var goods = _goods.Where(fits ?? (_ => true)).Take(2).DefaultIfEmpty(Good.FreePrice);
        return [.. goods.Select((good, place) => LineOf(good, quantity(good, place), price(good), place))];
    }

    private Line LineOf(Good good, long quantity, long price, int place) => new()
    {
        Uuid = _dice.Uuid(),
        Id = Envelope.Number + place,
        Good = good,
        Quantity = quantity,
        InitialQuantity = good.Product.Quantity ?? 0,
        Price = price,
        Tax = good.Tax,
        Mark = good.NewMark(_dice),
    };
}
