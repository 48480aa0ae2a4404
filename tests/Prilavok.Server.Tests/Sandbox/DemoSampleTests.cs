using System.Text.Json;
using Prilavok.Core.Catalog;
using Prilavok.Server.Demo;
using Prilavok.Server.Sandbox;
using Xunit;

namespace Prilavok.Server.Tests.Sandbox;

public sealed class DemoSampleTests
{
    private const string Id = "6b1f5d52-0a2f-4c6e-9e43-3a1a6f0d9a11";

    private static readonly string[] Receipts = ["sell", "payback", "buy", "buyback"];

    public static TheoryData<string, bool> KindsWithAndWithoutGoods =>
        [.. SampleDocument.Kinds.SelectMany(kind => new TheoryDataRow<string, bool>[] { new(kind, true), new(kind, false) })];

    [Theory]
    [MemberData(nameof(KindsWithAndWithoutGoods))]
    public void Every_kind_can_be_made_of_a_full_shop_and_of_an_empty_one(string kind, bool hasGoods)
    {
        var document = Make(kind, View(hasGoods));

        Assert.Equal(kind.ToUpperInvariant(), document.Type);
        Assert.Equal(Id, document.Id);
        Assert.Equal(
            [
                "type", "id", "extras", "number", "close_date", "time_zone_offset", "session_id", "session_number", "close_user_id",
                "device_id", "store_id", "body", "version",
            ],
            document.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(JsonValueKind.Object, document.Body.ValueKind);
        Assert.Equal("2026-03-25T17:40:15.000+0000", document.Json.Text("close_date"));
        Assert.All(document.Positions, position => Assert.Equal(hasGoods, position.TryGetProperty("product_id", out _)));
        Assert.All(document.Positions, position => Assert.Equal(hasGoods, position.TryGetProperty("code", out _)));
    }

    [Fact]
    public void A_document_of_today_falls_into_the_shift_that_is_open()
    {
        foreach (var terminal in DemoDocuments.Shop.Terminals)
        {
            var last = DemoDocuments.All.Last(document => document.TerminalId == terminal.Id);
            var sample = Make("sell", new ShopView(terminal, null, []));
            Assert.Equal(last.Session, sample.Session);
            Assert.Equal(last.Json.Text("session_id"), sample.Json.Text("session_id"));
            Assert.True(sample.Number > last.Number);
            Assert.False(sample.Json.TryGetProperty("close_user_id", out _));
        }
    }

    [Fact]
    public void The_next_shift_begins_at_midnight_of_the_shop_and_not_of_the_server()
    {
        var now = new DateTimeOffset(2026, 3, 25, 21, 0, 0, TimeSpan.Zero);

        int SessionAt(DateTimeOffset at) =>
            SampleDocument.Build("sell", View(hasGoods: false), Id, at)["session_number"]!.GetValue<int>();

        Assert.Equal(31, SessionAt(now.AddSeconds(-1)));
        Assert.Equal(32, SessionAt(now));
    }

    [Fact]
    public void A_sample_receipt_is_of_goods_of_the_shop_and_adds_up()
    {
        var view = View(hasGoods: true);
        Assert.All(Receipts, kind =>
        {
            var receipt = Make(kind, view);
            Assert.Equal(2, receipt.Positions.Count);
            Assert.All(receipt.Positions, position =>
            {
                var product = view.Products.Single(product => product.Id == position.Text("product_id"));
                Assert.Equal((kind is "sell" or "payback" ? product.Price : product.CostPrice) / 100m, position.Number("price"));
                Assert.Equal(product.Quantity / 1000m, position.Number("initial_quantity"));
                Assert.Equal(position.Number("price") * position.Number("quantity"), position.Number("result_sum"));
            });
            var part = Assert.Single(receipt.Body.GetProperty("payments").EnumerateArray()).GetProperty("parts")[0];
            Assert.Equal(receipt.Positions.Sum(position => position.Number("result_sum")), receipt.Body.Number("result_sum"));
            Assert.Equal(receipt.Body.Number("result_sum"), part.Number("part_sum"));
        });
    }

    [Fact]
    public void A_sample_of_an_opened_bottle_is_of_marked_alcohol()
    {
        Assert.All((bool[])[true, false], hasGoods =>
        {
            var position = Assert.Single(Make("open_tare", View(hasGoods)).Positions);
            Assert.Equal("ALCOHOL_MARKED", position.Text("product_type"));
            Assert.Equal(150, position.Text("mark").Length);
        });
    }

    [Fact]
    public void A_sample_count_takes_nothing_from_anybody()
    {
        var count = Make("inventory", View(hasGoods: true));

        Assert.False(count.Body.GetProperty("complete_inventory").GetBoolean());
        Assert.All(count.Positions, position => Assert.Equal(position.Number("initial_quantity"), position.Number("quantity")));
    }

    [Fact]
    public void Sample_reports_tell_of_one_sale()
    {
        var view = View(hasGoods: true);
        var sale = Make("sell", view).Body.Number("result_sum");
        Assert.Equal(sale, Make("z_report", view).Body.GetProperty("sales").Number("summ"));
        Assert.Equal(sale, Make("x_report", view).Body.Number("total"));
        Assert.Equal(sale, Make("close_session", view).Body.Number("total"));
    }

    [Fact]
    public void Goods_that_cannot_be_sold_are_passed_over()
    {
        Product[] goods =
        [
            Product("a group") with { IsGroup = true }, Product("no price") with { Price = null }, Product("free") with { Price = 0 },
            Product("withdrawn") with { AllowToSell = false }, Product("good"),
        ];

        var position = Assert.Single(Make("sell", new ShopView(DemoDocuments.Shop.Terminals[0], null, goods)).Positions);

        Assert.Equal("good", position.Text("product_id"));
    }

    [Fact]
    public void Any_part_of_a_sample_can_be_set()
    {
        var sample = SampleDocument.Build("sell", View(hasGoods: false), Id, DemoDocuments.Now);

        var isSet = Overrides.TryApply(
            sample,
            JsonElement.Parse("""{"positions[0].price": 99, "payments[0].parts[0].change": 1, "number": 7, "pos_print_results[0].check_sum": 5}"""),
            out _);

        Assert.True(isSet);
        Assert.Equal(99, sample["body"]!["positions"]![0]!["price"]!.GetValue<int>());
        Assert.Equal(7, sample["number"]!.GetValue<int>());
    }

    private static Product Product(string id) =>
        new() { StoreId = "s", Id = id, IsGroup = false, Name = id, Price = 10_00, Tax = "NO_VAT", MeasureName = "шт", Type = "NORMAL" };

    private static ShopView View(bool hasGoods)
    {
        var terminal = DemoDocuments.Shop.Terminals[0];
        return new ShopView(
            terminal,
            DemoDocuments.Shop.Employees[0].Id,
            hasGoods ? [.. DemoDocuments.Shop.Products.Where(product => product.StoreId == terminal.StoreId)] : []);
    }

    private static DemoDocument Make(string kind, ShopView view) => new(
        view.Terminal.Id, JsonElement.Parse(SampleDocument.Build(kind, view, Id, DemoDocuments.Now).ToJsonString()));
}
