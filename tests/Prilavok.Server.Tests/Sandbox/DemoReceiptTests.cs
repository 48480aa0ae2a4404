using System.Text.Json;
using Xunit;

namespace Prilavok.Server.Tests.Sandbox;

public sealed class DemoReceiptTests
{
    private static readonly Dictionary<string, int> Rates = new() { ["NO_VAT"] = 0, ["VAT_10"] = 10, ["VAT_22"] = 22 };

    [Fact]
    public void Every_position_adds_up()
    {
        Assert.All(DemoDocuments.Receipts.SelectMany(receipt => receipt.Positions), position =>
        {
            var quantity = position.Number("quantity");
            var own = DiscountOf(position, "position_discount");
            var shared = DiscountOf(position, "doc_distributed_discount");
            Assert.True(quantity > 0);
            Assert.Equal((position.Number("price") * quantity).Rounded(), position.Number("sum"));
            Assert.Equal(position.Number("sum") - own - shared, position.Number("result_sum"));
            Assert.Equal((position.Number("result_sum") / quantity).Rounded(), position.Number("result_price"));
            var tax = position.GetProperty("tax");
            var rate = Rates[tax.Text("type")];
            Assert.Equal((position.Number("sum") * rate / (100 + rate)).Rounded(), tax.Number("sum"));
            Assert.Equal((position.Number("result_sum") * rate / (100 + rate)).Rounded(), tax.Number("result_sum"));
            if (position.TryGetProperty("position_discount", out var discount))
            {
                Assert.Equal(((position.Number("sum") - own) / quantity).Rounded(), discount.Number("discount_price"));
                Assert.Equal((position.Number("sum") * discount.Number("discount_percent") / 100).Rounded(), own);
            }
        });
    }

    [Fact]
    public void Every_receipt_adds_up()
    {
        Assert.All(DemoDocuments.Receipts, receipt =>
        {
            var body = receipt.Body;
            Assert.Equal(receipt.Positions.Sum(position => position.Number("sum")), body.Number("sum"));
            Assert.Equal(receipt.Positions.Sum(position => position.Number("result_sum")), body.Number("result_sum"));
            var discounts = body.GetProperty("doc_discounts").EnumerateArray().Sum(discount => discount.Number("discount_sum"));
            Assert.Equal(discounts, receipt.Positions.Sum(position => DiscountOf(position, "doc_distributed_discount")));
            var own = receipt.Positions.Sum(position => DiscountOf(position, "position_discount"));
            Assert.Equal(body.Number("sum") - own - discounts, body.Number("result_sum"));
            Assert.Equal(body.Number("result_sum"), Assert.Single(body.GetProperty("pos_print_results").EnumerateArray()).Number("check_sum"));
        });
    }

    [Fact]
    public void Every_receipt_is_paid_to_the_kopeck()
    {
        Assert.All(DemoDocuments.Receipts, receipt =>
        {
            var payments = receipt.Body.GetProperty("payments").EnumerateArray().ToList();
            var parts = payments.SelectMany(payment => payment.GetProperty("parts").EnumerateArray()).ToList();
            Assert.Equal(receipt.Body.Number("result_sum"), parts.Sum(part => part.Number("part_sum")));
            Assert.All(payments, payment =>
            {
                var part = Assert.Single(payment.GetProperty("parts").EnumerateArray());
                Assert.Equal(payment.Number("sum"), part.Number("part_sum") + part.Number("change"));
                Assert.True(part.Number("part_sum") > 0 && part.Number("change") >= 0);
                Assert.True(payment.Text("type") == "CASH" || part.Number("change") == 0);
            });
        });
    }

    [Fact]
    public void Every_position_and_payment_belongs_to_a_print_group_of_its_receipt()
    {
        Assert.All(DemoDocuments.Receipts, receipt =>
        {
            var group = Assert.Single(receipt.Body.GetProperty("print_groups").EnumerateArray()).Text("id");
            Assert.All(receipt.Positions, position => Assert.Equal(group, position.Text("print_group_id")));
            Assert.All(
                receipt.Body.GetProperty("payments").EnumerateArray(),
                payment => Assert.Equal(group, payment.GetProperty("parts")[0].Text("print_group_id")));
            Assert.Equal(group, receipt.Body.GetProperty("pos_print_results")[0].Text("print_group_id"));
        });
    }

    [Fact]
    public void A_receipt_that_takes_back_names_an_earlier_one_of_the_same_terminal_that_has_the_position()
    {
        var opposites = new Dictionary<string, string> { ["PAYBACK"] = "SELL", ["BUYBACK"] = "BUY" };
        var backs = DemoDocuments.Receipts.Where(receipt => opposites.ContainsKey(receipt.Type)).ToList();
        Assert.Equal(backs.Count, backs.Select(back => back.Body.Text("base_document_id")).Distinct().Count());
        Assert.All(backs, back =>
        {
            var former = Assert.Single(DemoDocuments.All, document => document.Id == back.Body.Text("base_document_id"));
            Assert.Equal(opposites[back.Type], former.Type);
            Assert.Equal(former.Number, back.Body.GetProperty("base_document_number").GetInt64());
            Assert.Equal(former.TerminalId, back.TerminalId);
            Assert.True(former.ClosedAt < back.ClosedAt);
            var position = Assert.Single(back.Positions);
            Assert.Contains(former.Positions, sold =>
                sold.Text("product_id") == position.Text("product_id") && sold.Number("quantity") == position.Number("quantity")
                && sold.Number("result_sum") == position.Number("result_sum"));
            Assert.Equal(
                former.Body.GetProperty("payments")[0].Text("type"), Assert.Single(back.Body.GetProperty("payments").EnumerateArray()).Text("type"));
        });
    }

    [Fact]
    public void There_is_every_way_to_pay_and_to_give_a_discount()
    {
        var sales = DemoDocuments.Receipts.Where(receipt => receipt.Type == "SELL").Select(receipt => receipt.Body).ToList();
        var payments = sales.SelectMany(sale => sale.GetProperty("payments").EnumerateArray()).ToList();
        Assert.Contains(payments, payment => payment.Text("type") == "ELECTRON" && payment.Text("rrn").Length == 12);
        Assert.Contains(payments, payment => payment.Text("type") == "CASH" && payment.GetProperty("parts")[0].Number("change") > 0);
        Assert.Contains(sales, sale => sale.GetProperty("payments").EnumerateArray().Select(payment => payment.Text("type")).Distinct().Count() == 2);
        Assert.Contains(sales, sale => sale.GetProperty("doc_discounts").GetArrayLength() == 1 && sale.GetProperty("positions").GetArrayLength() > 1);
        var positions = sales.SelectMany(sale => sale.GetProperty("positions").EnumerateArray()).ToList();
        var discounts = positions.Where(p => p.TryGetProperty("position_discount", out _)).Select(p => p.GetProperty("position_discount"));
        Assert.Equal(["PERC", "SUM"], discounts.Select(discount => discount.Text("discount_type")).Distinct().Order());
        Assert.Contains(positions, position => position.Text("measure_name") == "кг" && position.Number("quantity") % 1 != 0);
        Assert.Contains(positions, position => position.TryGetProperty("attributes_choices", out var choices) && choices.GetArrayLength() == 2);
        Assert.All(
            positions.Where(position => position.Text("product_type") == "ALCOHOL_MARKED"),
            position => Assert.Equal(150, position.Text("mark").Length));
    }

    private static decimal DiscountOf(JsonElement position, string name) =>
        position.TryGetProperty(name, out var discount) ? discount.Number("discount_sum") : 0;
}
