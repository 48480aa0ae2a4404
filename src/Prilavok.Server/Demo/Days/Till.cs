using Prilavok.Core.Terminals;
using Prilavok.Server.Demo.Chance;
using Prilavok.Server.Demo.Papers;

namespace Prilavok.Server.Demo.Days;

/// <summary>A receipt or a delivery that a later document may refer to.</summary>
internal sealed record Issued<TBody>(BaseDocument Reference, TBody Body)
    where TBody : DocumentBody;

/// <summary>A terminal at work: its counters from activation on, its drawer, and what it remembers.</summary>
internal sealed class Till(Terminal terminal, Shelf shelf, IReadOnlyList<string> cashiers, string administrator, Dice dice)
{
    private readonly Printer _printer = Printer.Of(terminal);
    private long _number;
    private long _positions;
    private int _session;
    private int _printed;
    private int _receipts;

    public Terminal Terminal => terminal;

    public Shelf Shelf => shelf;

    public ShiftTotals Totals { get; private set; } = new(0, 0, 0);

    /// <summary>The last sale that can be taken back: one way of payment, no discount on the whole.</summary>
    public Issued<ReceiptBody>? Sale { get; private set; }

    public Issued<ReceiptBody>? Purchase { get; private set; }

    public Issued<GoodsBody>? Delivery { get; private set; }

    public void OpenSession()
    {
        _session++;
        _receipts = 0;
        Totals = Totals.Next();
    }

    public Slip Print(DateTimeOffset at, bool isReceipt = false)
    {
        _receipts += isReceipt ? 1 : 0;
        var local = at.ToOffset(terminal.TimezoneOffset);
        return new Slip(_printer, _receipts, ++_printed, _session + Printer.EarlierSessions, local, dice.Digits(10));
    }

    /// <param name="price">Kopecks.</param>
    public Line Register(StockItem item, long quantity, long price) => new()
    {
        Uuid = dice.Uuid(),
        Id = ++_positions,
        Good = item.Good,
        Quantity = quantity,
        InitialQuantity = item.Quantity,
        Price = price,
        Tax = item.Good.Tax,
    };

    /// <summary>The same position in a document that takes the former back.</summary>
    public Line RegisterAgain(Line line, StockItem item) =>
        line with { Uuid = dice.Uuid(), Id = ++_positions, InitialQuantity = item.Quantity };

    /// <summary>Puts the document into its envelope and remembers what matters of it.</summary>
    /// <param name="day">Cashiers take turns by it.</param>
    public Envelope Issue(DocumentBody body, DateTimeOffset at, int day, int place)
    {
        var id = dice.Uuid();
        Totals.Add(body);
        Remember(body, new BaseDocument(id, ++_number));
        var isOfStore = body is GoodsBody or InventoryBody or RevaluationBody or OpenTareBody;
        var employee = isOfStore ? administrator : cashiers[(day + place) % cashiers.Count];
        return new Envelope(terminal, id, _number, at, _session, employee);
    }

    private void Remember(DocumentBody body, BaseDocument reference)
    {
        switch (body)
        {
            case ReceiptBody { Type: "SELL", Discount: null, Payments.Count: 1 } sale:
                Sale = new(reference, sale);
                break;
            case ReceiptBody { Type: "PAYBACK" }:
                Sale = null;
                break;
            case ReceiptBody { Type: "BUY" } purchase:
                Purchase = new(reference, purchase);
                break;
            case ReceiptBody { Type: "BUYBACK" }:
                Purchase = null;
                break;
            case GoodsBody { Type: "ACCEPT" } delivery:
                Delivery = new(reference, delivery);
                break;
            default:
                break;
        }
    }
}
