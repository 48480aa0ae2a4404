using System.Buffers;
using System.Text.Json;
using Prilavok.Server.Demo.Chance;
using Prilavok.Server.Demo.Papers;
using Prilavok.Server.Http;

namespace Prilavok.Server.Demo.Days;

/// <summary>Lives through the days of the shop, document by document.</summary>
internal sealed class History(IReadOnlyList<Till> tills, Dice dice)
{
    /// <summary>What the drawer gets every morning, in kopecks.</summary>
    private const long Float = 3_000_00;

    private readonly Sales _sales = new(dice);
    private readonly Warehouse _warehouse = new(dice);

    /// <param name="midnight">The start of the first day, local time.</param>
    /// <param name="now">Nothing is closed later.</param>
    /// <returns>In the order of closing, over all terminals.</returns>
    public IEnumerable<MadeDocument> Run(DateTimeOffset midnight, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>(8192);
        using var json = new Utf8JsonWriter(buffer, Json.WriterOptions);
        for (var day = 0; midnight.AddDays(day) <= now; day++)
        {
            foreach (var step in DayPlan.Of(day, tills.Count, dice))
            {
                var at = midnight.AddDays(day).AddSeconds(step.Second);
                if (at > now)
                {
                    yield break;
                }

                var till = tills[step.Till];
                if (Make(step.Type, till, at) is { } body)
                {
                    till.Issue(body, at, day, step.Till).Write(json, body);
                    json.Flush();
                    yield return new MadeDocument(till.Terminal.Id, buffer.WrittenSpan.ToArray());
                    buffer.ResetWrittenCount();
                    json.Reset();
                }
            }
        }
    }

    private DocumentBody? Make(string type, Till till, DateTimeOffset at)
    {
        switch (type)
        {
            case "OPEN_SESSION":
                till.OpenSession();
                return new OpenSessionBody();
            case "POS_OPEN_SESSION":
                return new PosOpenSessionBody(till.Print(at));
            case "CASH_INCOME":
                return new CashIncomeBody(till.Print(at), Float);
            case "CASH_OUTCOME":
                // Whole hundreds of roubles go to the bank; the small change waits for the morning.
                return new CollectionBody(till.Print(at), till.Totals.Drawer / 100_00 * 100_00);
            case "X_REPORT" or "Z_REPORT":
                return new ReportBody(type, till.Print(at), till.Totals);
            case "CLOSE_SESSION":
                return new CloseSessionBody(till.Totals);
            default:
                return MakeOfGoods(type, till, at);
        }
    }

    private DocumentBody? MakeOfGoods(string type, Till till, DateTimeOffset at) => type switch
    {
        "SELL" => _sales.Sell(till, at),
        "PAYBACK" => _sales.PayBack(till, at),
        "BUY" => _sales.Buy(till, at),
        "BUYBACK" => _sales.BuyBack(till, at),
        "ACCEPT" => _warehouse.Accept(till),
        "RETURN" => _warehouse.Return(till),
        "WRITE_OFF" => _warehouse.WriteOff(till),
        "INVENTORY" => _warehouse.Count(till),
        "REVALUATION" => _warehouse.Reprice(till),
        "OPEN_TARE" => _warehouse.OpenTare(till),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No such document."),
    };
}
