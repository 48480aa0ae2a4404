namespace Prilavok.Server.Demo.Papers;

/// <summary>Receipts of one type in a shift. Kopecks.</summary>
internal sealed class Turnover
{
    public int Count { get; private set; }

    public long Cash { get; private set; }

    public long Card { get; private set; }

    public long Sum => Cash + Card;

    public void Add(IReadOnlyList<Payment> payments)
    {
        Count++;
        foreach (var payment in payments)
        {
            Cash += payment.IsCash ? payment.Part : 0;
            Card += payment.IsCash ? 0 : payment.Part;
        }
    }
}

/// <summary>What one shift of one terminal came to, and the money in its drawer. Kopecks.</summary>
/// <param name="drawer">What the shift before left in it.</param>
/// <param name="salesBefore">All sales of earlier shifts: the total that no report resets.</param>
internal sealed class ShiftTotals(long drawer, long salesBefore, long purchasesBefore)
{
    public Turnover Sales { get; } = new();

    public Turnover SalesBack { get; } = new();

    public Turnover Purchases { get; } = new();

    public Turnover PurchasesBack { get; } = new();

    public long CashIn { get; private set; }

    public int CashInCount { get; private set; }

    public long CashOut { get; private set; }

    public int CashOutCount { get; private set; }

    public long Drawer => drawer + CashIn - CashOut + Sales.Cash - SalesBack.Cash - Purchases.Cash + PurchasesBack.Cash;

    /// <summary>What the shop earned: sales less what was paid back.</summary>
    public long Revenue => Sales.Sum - SalesBack.Sum;

    public long SalesEver => salesBefore + Sales.Sum;

    public long PurchasesEver => purchasesBefore + Purchases.Sum;

    public ShiftTotals Next() => new(Drawer, SalesEver, PurchasesEver);

    public void Add(DocumentBody body)
    {
        switch (body)
        {
            case ReceiptBody receipt:
                Of(receipt.Type).Add(receipt.Payments);
                break;
            case CashIncomeBody income:
                CashIn += income.Sum;
                CashInCount++;
                break;
            case CollectionBody collection:
                CashOut += collection.Sum;
                CashOutCount++;
                break;
            default:
                break;
        }
    }

    private Turnover Of(string type) => type switch
    {
        "SELL" => Sales,
        "PAYBACK" => SalesBack,
        "BUY" => Purchases,
        "BUYBACK" => PurchasesBack,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No receipt."),
    };
}
