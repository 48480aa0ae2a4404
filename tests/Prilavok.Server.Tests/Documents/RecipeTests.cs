using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Documents;

/// <summary>The published recipe of v1: which transactions, in which order, with which sums and signs.</summary>
public sealed class RecipeTests : ServerTests<SqliteFixture>
{
    protected override bool IsStill => true;

    [Theory]
    [InlineData("SELL", "SELL", "990.52", "918.19", "DOCUMENT_OPEN REGISTER_POSITION DISCOUNT_POSITION DISCOUNT_DOCUMENT_POSITION POSITION_TAX REGISTER_POSITION DISCOUNT_DOCUMENT_POSITION POSITION_TAX PAYMENT PAYMENT DISCOUNT_DOCUMENT PAYMENT DOCUMENT_CLOSE_FPRINT DOCUMENT_CLOSE")]
    [InlineData("PAYBACK", "PAYBACK", "750.52", "712.99", "DOCUMENT_OPEN REGISTER_POSITION POSITION_TAX PAYMENT DOCUMENT_CLOSE_FPRINT DOCUMENT_CLOSE")]
    [InlineData("BUY", "BUY", "150", "150", "DOCUMENT_OPEN REGISTER_POSITION POSITION_TAX PAYMENT DOCUMENT_CLOSE_FPRINT DOCUMENT_CLOSE")]
    [InlineData("BUYBACK", "BUYBACK", "65.25", "65.25", "DOCUMENT_OPEN REGISTER_POSITION POSITION_TAX REGISTER_POSITION POSITION_TAX PAYMENT DOCUMENT_CLOSE_FPRINT DOCUMENT_CLOSE")]
    [InlineData("CASH_INCOME", "CASH_INCOME", "1500.5", "1500.5", "DOCUMENT_OPEN REGISTER_BILLS DOCUMENT_CLOSE_FPRINT CASH_INCOME")]
    [InlineData("CASH_OUTCOME", "CASH_OUTCOME", "1000", "1000", "DOCUMENT_OPEN REGISTER_BILLS DOCUMENT_CLOSE_FPRINT CASH_OUTCOME")]
    [InlineData("OPEN_SESSION", "OPEN_SESSION", null, null, "OPEN_SESSION")]
    [InlineData("CLOSE_SESSION", "CLOSE_SESSION", "1203.5", "4310", "CLOSE_SESSION")]
    [InlineData("INVENTORY", "INVENTORY", "0", "0", "DOCUMENT_OPEN INVENTORY INVENTORY DOCUMENT_CLOSE")]
    [InlineData("REVALUATION", "REVALUATION", "1079.9", "1079.9", "DOCUMENT_OPEN REVALUATION REVALUATION DOCUMENT_CLOSE")]
    [InlineData("ACCEPT", "ACCEPT", "9692", "9692", "DOCUMENT_OPEN REGISTER_POSITION REGISTER_POSITION DOCUMENT_CLOSE")]
    [InlineData("RETURN", "RETURN", "1440", "1440", "DOCUMENT_OPEN REGISTER_POSITION DOCUMENT_CLOSE")]
    [InlineData("WRITE_OFF", "WRITE_OFF", "70.5", "70.5", "DOCUMENT_OPEN REGISTER_POSITION DOCUMENT_CLOSE")]
    [InlineData("OPEN_TARE", "OPEN_TARE", null, null, "DOCUMENT_OPEN REGISTER_POSITION DOCUMENT_CLOSE")]
    [InlineData("POS_OPEN_SESSION", "FPRINT", "0", "0", "FPRINT_OPEN_SESSION")]
    [InlineData("X_REPORT", "FPRINT", "0", "1203.5", "FPRINT_X_REPORT")]
    [InlineData("Z_REPORT", "FPRINT", "0", "1203.5", "FPRINT_Z_REPORT")]
    public async Task A_document_consists_of_these(string name, string type, string? closeSum, string? closeResultSum, string transactions)
    {
        var document = await V1Async(name);

        Assert.Equal(type, (string)document["type"]!);
        Assert.Equal(closeSum, (string?)document["closeSum"]);
        Assert.Equal(closeResultSum, (string?)document["closeResultSum"]);
        Assert.Equal("57", (string)document["sessionNumber"]!);
        Assert.Equal(transactions, string.Join(' ', document["transactions"]!.AsArray().Select(t => (string)t!["type"]!)));
        var ids = document["transactions"]!.AsArray().Select(t => int.Parse((string)t!["id"]!, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(Enumerable.Range(ids[0], ids.Count), ids);
    }

    [Theory]
    [InlineData("SELL", "918.19", "2.834", "240", "2", "205.20", "34.20", "500", "918.19")]
    [InlineData("PAYBACK", "-712.99", "-0.834", "-750.52", "-0.834", "-712.99", "-64.82", "-712.99", "712.99")]
    [InlineData("BUY", "-150", "-3", "-150", "-3", "-150", "0", "-150", "150")]
    [InlineData("BUYBACK", "65.25", "2", "55.25", "1", "55.25", "0", "65.25", "65.25")]
    public async Task Returns_and_purchases_count_downwards(
        string name, string closeSum, string closeQuantity, string sum, string quantity, string resultSum, string resultTaxSum, string paid, string total)
    {
        var document = await V1Async(name);

        var close = One(document, "DOCUMENT_CLOSE");
        var position = One(document, "REGISTER_POSITION");
        Assert.Equal((closeSum, closeQuantity), (Raw(close, "sum"), Raw(close, "quantity")));
        Assert.Equal((sum, quantity, resultSum), (Raw(position, "sum"), Raw(position, "quantity"), Raw(position, "resultSum")));
        Assert.Equal(resultTaxSum, Raw(One(document, "POSITION_TAX"), "resultTaxSum"));
        Assert.Equal(paid, Raw(One(document, "PAYMENT"), "sum"));
        Assert.Equal(total, Raw(One(document, "DOCUMENT_CLOSE_FPRINT"), "total"));
        Assert.False(Raw(position, "price").StartsWith('-'));
        Assert.False(Raw(position, "resultPrice").StartsWith('-'));
    }

    [Fact]
    public async Task Change_is_a_payment_of_its_own_and_goes_the_other_way()
    {
        var payments = (await V1Async("SELL"))["transactions"]!.AsArray().Where(t => (string)t!["type"]! == "PAYMENT").ToList();

        Assert.Equal(
            [("CARD", "500"), ("CASH", "500"), ("CASH", "-81.81")],
            payments.Select(payment => ((string)payment!["paymentType"]!, Raw(payment, "sum"))));
        Assert.Equal("012345678901", (string?)payments[0]!["rrn"]);
    }

    [Theory]
    [InlineData("ELECTRON", "100", "CARD 100")]
    [InlineData("CASH", "100", "CASH 100")]
    [InlineData("CREDIT", "100", "CREDIT 100")]
    [InlineData("CASH", "120", "CASH 120", "CASH -20")]
    public async Task Whoever_pays_exactly_gets_no_change(string type, string paid, params string[] payments)
    {
        var sum = decimal.Parse(paid, System.Globalization.CultureInfo.InvariantCulture);
        var document = await V1Async("SELL", sale => sale["body"]!["payments"] = new JsonArray(
            new JsonObject { ["type"] = type, ["sum"] = sum, ["parts"] = new JsonArray(new JsonObject { ["part_sum"] = 100, ["change"] = sum - 100 }) }));

        Assert.Equal(payments, PaymentsOf(document));
    }

    /// <summary>As the published samples of 2016 have it.</summary>
    [Fact]
    public async Task Who_wants_it_is_told_of_a_change_of_nothing()
    {
        await using var server = await ServerFixture.StartAsync(new SqliteFixture(), isTurned: true, ("Documents:ZeroChange", "true"));
        var tenant = await Tenant.CreateAsync(server.Http, Tenant.AppOf(Partner));
        var till = await tenant.OpenShopAsync();
        await till.SendAsync(Sample.Read("BUY"));
        await tenant.SettleAsync();

        Assert.Equal(["CASH -150", "CASH 0"], PaymentsOf(JsonNode.Parse(await Sample.V1Async(tenant, till.StoreId))!));
        Assert.Equal(["CASH -150", "CASH 0"], PaymentsOf(Partner.At($"/api/v1/inventories/stores/{till.StoreId}/documents").Single().Json[0]!));
    }

    [Fact]
    public async Task A_return_names_its_base_where_it_opens_and_nowhere_else()
    {
        var document = await V1Async("PAYBACK");

        Assert.Equal("5b9e2c10-0000-4a00-8000-000000000001", (string?)One(document, "DOCUMENT_OPEN")["baseDocumentUUID"]);
        Assert.Equal("1", (string?)One(document, "DOCUMENT_OPEN")["baseDocumentNumber"]);
        Assert.Null(One(document, "DOCUMENT_CLOSE")["baseDocumentUUID"]);
    }

    private async Task<JsonNode> V1Async(string name, Action<JsonObject>? change = null)
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        var document = Sample.Read(name);
        change?.Invoke(document);
        Assert.Single((await till.SendAsync(document)).Accepted);
        return JsonNode.Parse(await Sample.V1Async(tenant, till.StoreId))!;
    }

    private static IEnumerable<string> PaymentsOf(JsonNode document) => document["transactions"]!.AsArray()
        .Where(transaction => (string)transaction!["type"]! == "PAYMENT")
        .Select(payment => $"{payment!["paymentType"]} {Raw(payment, "sum")}");

    private static JsonNode One(JsonNode document, string type) =>
        document["transactions"]!.AsArray().First(transaction => (string)transaction!["type"]! == type)!;

    private static string Raw(JsonNode node, string name) => node[name]!.ToJsonString();
}
