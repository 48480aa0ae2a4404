using Prilavok.Server.Demo;
using Xunit;

namespace Prilavok.Server.Tests.Sandbox;

public sealed class DemoHistoryTests
{
    private static readonly IReadOnlyList<DemoDocument> All = DemoDocuments.All;

    [Fact]
    public void There_are_documents_of_every_kind_and_not_too_many()
    {
        Assert.Equal(
            SampleDocument.Kinds.Select(kind => kind.ToUpperInvariant()).Order(), All.Select(document => document.Type).Distinct().Order());
        Assert.InRange(All.Count, 500, 1500);
        Assert.All(DemoDocuments.Shop.Stores, store =>
            Assert.Equal(17, All.Where(document => document.StoreId == store.Id).Select(document => document.Type).Distinct().Count()));
    }

    [Fact]
    public void No_id_occurs_twice()
    {
        Assert.Equal(All.Count, All.Select(document => document.Id).Distinct().Count());
        var positions = All.SelectMany(document => document.Positions).Select(position => position.Text("uuid")).ToList();
        Assert.Equal(positions.Count, positions.Distinct().Count());
    }

    [Fact]
    public void They_come_in_the_order_of_closing_in_whole_seconds_and_none_is_of_the_future()
    {
        Assert.Equal(All.Select(document => document.ClosedAt).Order(), All.Select(document => document.ClosedAt));
        Assert.All(All, document => Assert.Equal(0, document.ClosedAt.Millisecond));
        Assert.True(All[^1].ClosedAt <= DemoDocuments.Now);
        Assert.All(DemoDocuments.ByTerminal, own => Assert.Equal(own.Count, own.Select(document => document.ClosedAt).Distinct().Count()));
    }

    [Fact]
    public void A_shop_made_at_night_has_thirty_days_and_an_empty_today()
    {
        var shop = DemoShop.Build(DemoDocuments.Seed, new DateTimeOffset(2026, 3, 24, 21, 0, 1, TimeSpan.Zero));

        var days = DemoDocuments.Read(shop).GroupBy(document => document.LocalDay(shop.Terminals[0])).ToList();

        Assert.Equal(Enumerable.Range(0, 30).Select(day => new DateOnly(2026, 2, 23).AddDays(day)), days.Select(day => day.Key));
        Assert.All(days, day => Assert.Equal(3, day.Count(document => document.Type == "Z_REPORT")));
    }

    [Fact]
    public void Every_terminal_opens_and_closes_every_day()
    {
        foreach (var terminal in DemoDocuments.Shop.Terminals)
        {
            var days = All.Where(document => document.TerminalId == terminal.Id).GroupBy(document => document.LocalDay(terminal)).ToList();
            Assert.Equal(31, days.Count);
            Assert.All(days, day =>
            {
                Assert.Equal(["OPEN_SESSION", "POS_OPEN_SESSION", "CASH_INCOME"], day.Take(3).Select(document => document.Type));
                Assert.Single(day.Select(document => document.Json.Text("session_id")).Distinct());
            });
            Assert.All(days.SkipLast(1), day => Assert.Equal(["CASH_OUTCOME", "Z_REPORT", "CLOSE_SESSION"], day.TakeLast(3).Select(d => d.Type)));
            Assert.DoesNotContain(days[^1], document => document.Type == "Z_REPORT");
            Assert.Equal(Enumerable.Range(1, 31), days.Select(day => day.First().Session));
        }
    }

    [Fact]
    public void Counters_start_at_one_on_every_terminal_and_miss_nothing()
    {
        Assert.All(DemoDocuments.ByTerminal, own =>
        {
            Assert.Equal(Enumerable.Range(1, own.Count).Select(n => (long)n), own.Select(document => document.Number));
            var positions = own.SelectMany(document => document.Positions).Select(position => position.GetProperty("id").GetInt64()).ToList();
            Assert.Equal(Enumerable.Range(1, positions.Count).Select(n => (long)n), positions);
        });
    }

    [Fact]
    public void The_printer_counts_its_slips_and_the_receipts_of_the_shift()
    {
        Assert.All(DemoDocuments.ByTerminal, own =>
        {
            var slips = own
                .Select(d => (d.Session, d.Type, Slip: d.Body.TryGetProperty("pos_print_results", out var printed) ? printed[0] : d.Body))
                .Where(printed => printed.Slip.TryGetProperty("document_number", out _))
                .ToList();
            Assert.Equal(Enumerable.Range(1, slips.Count), slips.Select(printed => printed.Slip.GetProperty("document_number").GetInt32()));
            Assert.All(slips, printed => Assert.Equal(printed.Session + 1, printed.Slip.GetProperty("session_number").GetInt32()));
            Assert.All(slips.GroupBy(printed => printed.Session), shift =>
            {
                var receipts = shift.Where(printed => printed.Type is "SELL" or "PAYBACK" or "BUY" or "BUYBACK").ToList();
                Assert.Equal(
                    Enumerable.Range(1, receipts.Count), receipts.Select(printed => printed.Slip.GetProperty("receipt_number").GetInt32()));
            });
        });
    }

    [Fact]
    public void The_envelope_says_who_where_and_when()
    {
        var people = DemoDocuments.Shop.Employees.ToDictionary(employee => employee.Id);
        Assert.All(DemoDocuments.Shop.Terminals, terminal => Assert.All(All.Where(document => document.TerminalId == terminal.Id), document =>
        {
            Assert.Equal(
                [
                    "type", "id", "extras", "number", "close_date", "time_zone_offset", "session_id", "session_number", "close_user_id",
                    "device_id", "store_id", "body", "version",
                ],
                document.Json.EnumerateObject().Select(member => member.Name));
            Assert.Equal(terminal.Id, document.Json.Text("device_id"));
            Assert.Equal(terminal.StoreId, document.StoreId);
            Assert.Contains(terminal.StoreId, people[document.Json.Text("close_user_id")].StoreIds);
            Assert.Equal(10_800_000, document.Json.GetProperty("time_zone_offset").GetInt32());
            Assert.Equal("V2", document.Json.Text("version"));
        }));
    }
}
