using System.Text.Json.Nodes;
using Prilavok.Server.Demo.Papers;
using Prilavok.Server.Http;

namespace Prilavok.Server.Demo;

/// <summary>
/// One believable document of any kind, made of what the shop sells, or of a position at a free price where it sells nothing.
/// </summary>
internal static class SampleDocument
{
    private static readonly Dictionary<string, Func<SampleCounter, DocumentBody>> Makers = new(StringComparer.Ordinal)
    {
        ["sell"] = counter => counter.Receipt("SELL"),
        ["payback"] = counter => counter.Receipt("PAYBACK"),
        ["buy"] = counter => counter.Receipt("BUY"),
        ["buyback"] = counter => counter.Receipt("BUYBACK"),
        ["accept"] = counter => new GoodsBody("ACCEPT", counter.Bought(10_000), counter.Supplier, "Поставка по накладной"),
        ["return"] = counter => new GoodsBody("RETURN", counter.Bought(1_000), counter.Supplier, "Повреждена упаковка"),
        ["write_off"] = counter => new GoodsBody("WRITE_OFF", counter.Sold(), null, "Истёк срок годности"),
        ["inventory"] = counter => new InventoryBody(counter.Counted()),
        ["revaluation"] = counter => new RevaluationBody(counter.Repriced(), null),
        ["open_tare"] = counter => new OpenTareBody(counter.Opened()),
        ["cash_income"] = counter => new CashIncomeBody(counter.Print(), 1_000_00),
        ["cash_outcome"] = counter => new CollectionBody(counter.Print(), 1_000_00),
        ["open_session"] = _ => new OpenSessionBody(),
        ["pos_open_session"] = counter => new PosOpenSessionBody(counter.Print()),
        ["close_session"] = counter => new CloseSessionBody(counter.Totals()),
        ["x_report"] = counter => new ReportBody("X_REPORT", counter.Print(), counter.Totals()),
        ["z_report"] = counter => new ReportBody("Z_REPORT", counter.Print(), counter.Totals()),
    };

    /// <summary>Names of document types in lower case.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. Makers.Keys];

    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="id">The document's; everything random in it follows from it.</param>
    public static JsonObject Build(string kind, ShopView shop, string id, DateTimeOffset now)
    {
        var counter = new SampleCounter(shop, id, now);
        var body = Makers[kind](counter);
        return JsonNode.Parse(Json.Render(json => counter.Envelope.Write(json, body)).Span)!.AsObject();
    }
}
