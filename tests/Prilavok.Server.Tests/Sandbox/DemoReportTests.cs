using System.Text.Json;
using Xunit;

namespace Prilavok.Server.Tests.Sandbox;

public sealed class DemoReportTests
{
    /// <summary>A shift of a terminal and, beside it, everything the terminal did before.</summary>
    private static IEnumerable<(List<DemoDocument> Shift, List<DemoDocument> Before)> Shifts =>
        from own in DemoDocuments.ByTerminal
        from shift in own.GroupBy(document => document.Session)
        select (shift.ToList(), own.Where(document => document.Session < shift.Key).ToList());

    [Theory]
    [InlineData("SELL", "sales", "quantity_sales", "quantity")]
    [InlineData("PAYBACK", "sales_back", "quantity_sales", "back")]
    [InlineData("BUY", "purchases", "quantity_purchases", "quantity")]
    [InlineData("BUYBACK", "purchases_back", "quantity_purchases", "back")]
    public void A_day_is_closed_with_the_sums_and_counts_of_its_receipts(string type, string sums, string counts, string count)
    {
        Assert.All(Closed(), closed =>
        {
            var receipts = closed.Shift.Where(document => document.Type == type).ToList();
            var turnover = closed.Z.GetProperty(sums);
            Assert.Equal(receipts.Sum(receipt => receipt.Body.Number("result_sum")), turnover.Number("summ"));
            Assert.Equal(receipts.Sum(receipt => Paid(receipt, "CASH")), Section(turnover, "НАЛИЧНЫМИ"));
            Assert.Equal(receipts.Sum(receipt => Paid(receipt, "ELECTRON")), Section(turnover, "ПЛАТ.КАРТОЙ"));
            Assert.Equal(receipts.Count, closed.Z.GetProperty(counts).GetProperty(count).GetInt32());
        });
    }

    [Fact]
    public void A_day_is_closed_with_the_money_that_went_through_the_drawer()
    {
        Assert.All(Closed(), closed =>
        {
            var (shift, before, z) = closed;
            Assert.Equal(Sum(shift, "CASH_INCOME", "sum"), z.Number("cash_in_sum"));
            Assert.Equal(Sum(shift, "CASH_OUTCOME", "sum"), z.Number("cash_out_sum"));
            Assert.Equal(Sum(shift, "CASH_OUTCOME", "sum"), z.Number("collection"));
            Assert.Equal(1, z.GetProperty("cash_in_quantity").GetInt32());
            Assert.Equal(1, z.GetProperty("cash_out_quantity").GetInt32());
            Assert.Equal(Drawer([.. before, .. shift]), z.Number("cash"));
            Assert.True(Sum(shift, "CASH_OUTCOME", "sum") > 0);
            Assert.InRange(z.Number("cash"), 0, 99.99m);
        });
    }

    [Fact]
    public void A_day_is_closed_with_its_revenue_and_with_the_totals_that_are_never_reset()
    {
        Assert.All(Closed(), closed =>
        {
            var (shift, before, z) = closed;
            var revenue = Sum(shift, "SELL", "result_sum") - Sum(shift, "PAYBACK", "result_sum");
            Assert.Equal(Sum(shift, "SELL", "result_sum"), z.Number("total"));
            Assert.Equal(revenue, z.Number("proceeds"));
            Assert.Equal(revenue, z.Number("revenue"));
            Assert.Equal(revenue, z.Number("session_sales_results"));
            Assert.Equal(Sum(shift, "BUY", "result_sum") - Sum(shift, "BUYBACK", "result_sum"), z.Number("session_purchases_results"));
            Assert.Equal(Sum([.. before, .. shift], "SELL", "result_sum"), z.Number("nonzero_sum_sales"));
            Assert.Equal(Sum([.. before, .. shift], "BUY", "result_sum"), z.Number("nonzero_sum_purchases"));
            var close = Assert.Single(shift, document => document.Type == "CLOSE_SESSION").Body;
            Assert.Equal(revenue, close.Number("revenue"));
            Assert.Equal(Sum(shift, "SELL", "result_sum"), close.Number("total"));
        });
    }

    [Fact]
    public void A_report_during_the_day_shows_the_day_so_far()
    {
        var reports = Shifts.SelectMany(s => s.Shift.Where(document => document.Type == "X_REPORT").Select(x => (s.Shift, s.Before, X: x))).ToList();
        Assert.NotEmpty(reports);
        Assert.All(reports, report =>
        {
            var far = report.Shift.TakeWhile(document => document != report.X).ToList();
            Assert.Equal(Sum(far, "SELL", "result_sum"), report.X.Body.Number("total"));
            Assert.Equal(Sum(far, "SELL", "result_sum") - Sum(far, "PAYBACK", "result_sum"), report.X.Body.Number("proceeds"));
            Assert.Equal(Drawer([.. report.Before, .. far]), report.X.Body.Number("cash"));
        });
    }

    [Fact]
    public void Nothing_is_taken_from_the_drawer_that_is_not_in_it()
    {
        Assert.All(DemoDocuments.ByTerminal, own =>
        {
            decimal cash = 0;
            Assert.All(own, document => Assert.True((cash += Drawer([document])) >= 0));
        });
    }

    private static List<(List<DemoDocument> Shift, List<DemoDocument> Before, JsonElement Z)> Closed()
    {
        var closed = Shifts
            .Where(s => s.Shift.Any(document => document.Type == "CLOSE_SESSION"))
            .Select(s => (s.Shift, s.Before, Assert.Single(s.Shift, document => document.Type == "Z_REPORT").Body))
            .ToList();
        Assert.Equal(90, closed.Count);
        return closed;
    }

    private static decimal Sum(IEnumerable<DemoDocument> documents, string type, string member) =>
        documents.Where(document => document.Type == type).Sum(document => document.Body.Number(member));

    private static decimal Drawer(IReadOnlyList<DemoDocument> documents) => documents.Sum(document => document.Type switch
    {
        "CASH_INCOME" => document.Body.Number("sum"),
        "CASH_OUTCOME" => -document.Body.Number("sum"),
        "SELL" or "BUYBACK" => Paid(document, "CASH"),
        "PAYBACK" or "BUY" => -Paid(document, "CASH"),
        _ => 0,
    });

    private static decimal Paid(DemoDocument receipt, string type) => receipt.Body.GetProperty("payments").EnumerateArray()
        .Where(payment => payment.Text("type") == type)
        .Sum(payment => payment.GetProperty("parts")[0].Number("part_sum"));

    private static decimal Section(JsonElement turnover, string name) =>
        Assert.Single(turnover.GetProperty("sections").EnumerateArray(), section => section.Text("name") == name).Number("value");
}
