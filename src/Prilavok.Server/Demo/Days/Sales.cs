using Prilavok.Server.Demo.Chance;
using Prilavok.Server.Demo.Papers;

namespace Prilavok.Server.Demo.Days;

/// <summary>Makes receipts and moves the stock with them.</summary>
internal sealed class Sales(Dice dice)
{
    public ReceiptBody Sell(Till till, DateTimeOffset at)
    {
        var lines = new List<Line>();
        var sold = new HashSet<StockItem>();
        for (var wanted = dice.Between(1, 4); lines.Count < wanted;)
        {
            var item = till.Shelf.ForSale(dice);
            if (sold.Add(item))
            {
                lines.Add(Sold(till, item));
                item.Move(-lines[^1].Quantity);
            }
        }

        Discount? discount = null;
        if (dice.OneIn(6))
        {
            discount = Discount.OfPercent(lines.Sum(line => line.SumAfterOwnDiscount), 3 + (2 * dice.Below(4)));
            lines = Line.Share(lines, discount);
        }

        return new ReceiptBody("SELL", lines, Payments(lines.Sum(line => line.ResultSum)), till.Print(at, isReceipt: true))
        {
            Discount = discount,
            CustomerPhone = dice.OneIn(9) ? "7900000" + dice.Digits(4) : null,
        };
    }

    /// <summary>One position of an earlier sale, paid back as it was paid.</summary>
    /// <returns>Null when there is nothing to take back, or not enough money in the drawer.</returns>
    public ReceiptBody? PayBack(Till till, DateTimeOffset at)
    {
        if (till.Sale is not { } sale)
        {
            return null;
        }

        var returned = sale.Body.Lines[dice.Below(sale.Body.Lines.Count)];
        var isCash = sale.Body.Payments[0].IsCash;
        if (isCash && returned.ResultSum > till.Totals.Drawer)
        {
            return null;
        }

        var line = till.RegisterAgain(returned, till.Shelf.Of(returned.Good));
        till.Shelf.Of(returned.Good).Move(line.Quantity);
        var payment = isCash ? Exactly(line.ResultSum) : ByCard(line.ResultSum);
        return new ReceiptBody("PAYBACK", [line], [payment], till.Print(at, isReceipt: true)) { Base = sale.Reference };
    }

    /// <summary>Somebody brings what grew in the garden.</summary>
    /// <returns>Null when there is not enough money in the drawer.</returns>
    public ReceiptBody? Buy(Till till, DateTimeOffset at)
    {
        var item = till.Shelf.Produce(dice);
        var line = till.Register(item, dice.Between(20, 60) * 100, item.CostPrice) with { Tax = "NO_VAT" };
        if (line.Sum > till.Totals.Drawer)
        {
            return null;
        }

        item.Move(line.Quantity);
        return new ReceiptBody("BUY", [line], [Exactly(line.Sum)], till.Print(at, isReceipt: true));
    }

    /// <summary>And takes it home again.</summary>
    /// <returns>Null when nothing was bought.</returns>
    public ReceiptBody? BuyBack(Till till, DateTimeOffset at)
    {
        if (till.Purchase is not { Body.Lines: [var bought, ..] } purchase || till.Shelf.Of(bought.Good).Quantity < bought.Quantity)
        {
            return null;
        }

        var line = till.RegisterAgain(bought, till.Shelf.Of(bought.Good));
        till.Shelf.Of(bought.Good).Move(-line.Quantity);
        return new ReceiptBody("BUYBACK", [line], [Exactly(line.Sum)], till.Print(at, isReceipt: true)) { Base = purchase.Reference };
    }

    private Line Sold(Till till, StockItem item)
    {
        var quantity = item.Good.IsDivisible ? dice.Between(180, 2_400) : dice.Between(1, 3) * 1000L;
        var mark = item.Good.NewMark(dice);
        var line = till.Register(item, mark is null ? quantity : 1000, item.Price) with { Mark = mark };
        return dice.Below(16) switch
        {
            0 or 1 => line with { Discount = Discount.OfPercent(line.Sum, 5 * dice.Between(1, 3)) },
            2 when line.Sum > 100_00 => line with { Discount = Discount.OfSum(line.Sum, 5_00 * dice.Between(1, 4)) },
            _ => line,
        };
    }

    private IReadOnlyList<Payment> Payments(long due)
    {
        var kind = dice.Below(10);
        if (kind == 0 && due > 300_00)
        {
            var byCard = due / 2 / 100_00 * 100_00;
            return [ByCard(byCard), Tendered(due - byCard)];
        }

        return [kind < 5 ? Tendered(due) : ByCard(due)];
    }

    /// <summary>Cash, to the kopeck or in notes.</summary>
    private Payment Tendered(long due)
    {
        var note = dice.Below(3) switch { 0 => 1, 1 => 100_00, _ => 500_00 };
        return Payment.Cash(dice.Uuid(), due, (due + note - 1) / note * note);
    }

    private Payment Exactly(long due) => Payment.Cash(dice.Uuid(), due, due);

    private Payment ByCard(long due) => Payment.Card(dice.Uuid(), due, dice.Digits(12));
}
