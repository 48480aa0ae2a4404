using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Documents;

public sealed class ReceiptTests : ServerTests<SqliteFixture>
{
    protected override bool IsStill => true;

    [Theory]
    [InlineData("SELL", "2", "OTHER", "34.20", "72.33", "918.19")]
    [InlineData("PAYBACK", "-0.834", "PAY_CASH", "64.82", "37.53", "712.99")]
    public async Task A_receipt_counts_returned_goods_downwards_and_everything_else_upwards(
        string name, string quantity, string source, string tax, string discount, string amount)
    {
        var receipt = await ReceiptAsync(name, _ => { });

        var data = receipt["data"]!;
        Assert.Equal("ReceiptCreated", (string)receipt["type"]!);
        Assert.Equal((string)Sample.Read(name)["id"]!, (string)data["id"]!);
        Assert.Equal(quantity, data["items"]![0]!["quantity"]!.ToJsonString());
        Assert.Equal(source, (string)data["paymentSource"]!);
        Assert.Equal("57", (string)data["shiftId"]!);
        Assert.Equal(
            (tax, discount, amount), (data["totalTax"]!.ToJsonString(), data["totalDiscount"]!.ToJsonString(), data["totalAmount"]!.ToJsonString()));
    }

    [Theory]
    [InlineData("PAY_CARD", "ELECTRON", 0)]
    [InlineData("PAY_CASH", "CASH", 0)]
    [InlineData("PAY_CASHBACK", "CASH", 80)]
    [InlineData("OTHER", "CREDIT", 0)]
    public async Task The_way_of_payment_is_told(string source, string type, int change)
    {
        var receipt = await ReceiptAsync("SELL", document => document["body"]!["payments"] = new JsonArray(
            new JsonObject { ["type"] = type, ["sum"] = 1000, ["parts"] = new JsonArray(new JsonObject { ["part_sum"] = 1000 - change, ["change"] = change }) }));

        Assert.Equal(source, (string)receipt["data"]!["paymentSource"]!);
    }

    [Fact]
    public async Task A_receipt_no_printer_has_seen_is_informational()
    {
        Assert.False((bool)(await ReceiptAsync("SELL", _ => { }))["data"]!["infoCheck"]!);
        Assert.True((bool)(await ReceiptAsync("PAYBACK", document => document["body"]!["pos_print_results"] = null))["data"]!["infoCheck"]!);
    }

    private async Task<JsonNode> ReceiptAsync(string name, Action<JsonObject> change)
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        var document = Sample.Read(name);
        change(document);
        Assert.Single((await till.SendAsync(document)).Accepted);
        await tenant.SettleAsync();
        return Partner.At("/api/v2/receipts")[^1].Json;
    }
}
