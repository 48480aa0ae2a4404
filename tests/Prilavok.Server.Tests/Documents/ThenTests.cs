using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Documents;

/// <summary>What a slip printed stays what it printed. It is 2 March 2026, nine in the morning.</summary>
public abstract class ThenTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Operators = "/api/v1/ofd/documents?fromDate=2026-02-15&toDate=2026-04-15";

    protected override bool IsStill => true;

    [Fact]
    public async Task A_slip_names_whom_the_cashier_was_when_it_was_printed()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        var role = (string)(await tenant.App.GetAsync("/employees/roles")).Expect(200).Json["items"]![0]!["id"]!;
        var anna = (string)(await tenant.App.PostAsync("/employees", new { name = "Анна", last_name = "Лебедева", phone = 1, role_id = role })).Expect(200).Json["id"]!;
        await tenant.TurnAsync(new { advance = "PT2H" });
        (await tenant.Owner.PatchAsync(tenant.Manage($"/employees/{anna}"), new { lastName = "Соколова" })).Expect(200);
        await tenant.TurnAsync(new { advance = "PT2H" });
        (await tenant.Owner.DeleteAsync(tenant.Manage($"/employees/{anna}"))).Expect(204);
        await tenant.TurnAsync(new { advance = "PT2H" });

        await till.SendAsync(
            Sold(anna, "2026-03-01T12:00:00.000+0000"), Sold(anna, "2026-03-02T09:00:00.000+0000"), Sold(anna.ToUpperInvariant(), "2026-03-02T10:59:59.999+0000"),
            Sold(anna, "2026-03-02T11:00:00.000+0000"), Sold(anna, "2026-03-02T14:00:00.000+0000"), Sold(Goods.NewId(), "2026-03-02T14:30:00.000+0000"));

        var data = (await tenant.App.GetAsync(Operators)).Expect(200).Json["data"]!.AsArray();
        Assert.Equal(
            ["Лебедева Анна", "Лебедева Анна", "Лебедева Анна", "Соколова Анна", "Соколова Анна", null],
            data.Select(receipt => (string?)receipt!["operator"]));
    }

    [Theory]
    [InlineData("VAT_18", "2018-12-31T20:59:59.999+0000", 10_800_000, 18, "nds18")]
    [InlineData("VAT_18", "2018-12-31T21:00:00.000+0000", 10_800_000, 20, "nds18")]
    [InlineData("VAT_18", "2025-12-31T11:59:59.999+0000", 43_200_000, 20, "nds18")]
    [InlineData("VAT_18", "2025-12-31T12:00:00.000+0000", 43_200_000, 22, "nds22")]
    [InlineData("VAT_18", "2025-12-31T21:00:00.000+0000", 7_200_000, 20, "nds18")]
    [InlineData("VAT_18", "2025-12-31T22:00:00.000+0000", 7_200_000, 22, "nds22")]
    [InlineData("VAT_18_118", "2025-12-31T20:59:59.999+0000", 10_800_000, 20, "ndsCalculated18")]
    [InlineData("VAT_18_118", "2026-01-01T00:00:00.000+0000", 10_800_000, 22, "ndsCalculated22")]
    [InlineData("VAT_20", "2026-03-01T00:00:00.000+0000", 10_800_000, 20, "nds18")]
    [InlineData("VAT_20_120", "2026-03-01T00:00:00.000+0000", 10_800_000, 20, "ndsCalculated18")]
    [InlineData("VAT_22", "2025-03-01T00:00:00.000+0000", 10_800_000, 22, "nds22")]
    [InlineData("VAT_10", "2026-03-01T00:00:00.000+0000", 10_800_000, 10, "nds10")]
    public async Task The_main_rate_is_that_of_the_day_where_the_receipt_was_closed(string tax, string at, int zone, int percent, string member)
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        var sale = Sold(Goods.NewId(), at);
        sale["time_zone_offset"] = zone;
        foreach (var position in sale["body"]!["positions"]!.AsArray())
        {
            position!["tax"]!["type"] = tax;
        }

        Assert.Single((await till.SendAsync(sale)).Accepted);
        await tenant.SettleAsync();

        var transactions = Partner.At($"/api/v1/inventories/stores/{till.StoreId}/documents").Single().Json[0]!["transactions"]!.AsArray();
        var percents = transactions.Where(transaction => (string)transaction!["type"]! == "POSITION_TAX").Select(transaction => (int)transaction!["taxPercent"]!);
        Assert.All(percents, shown => Assert.Equal(percent, shown));
        Assert.All(Partner.At("/api/v2/receipts").Single().Json["data"]!["items"]!.AsArray(), item => Assert.Equal(percent, (int)item!["taxPercent"]!));
        var receipt = (await tenant.App.GetAsync($"/api/v1/ofd/documents?fromDate={at[..10]}&toDate=2026-04-15")).Expect(200).Json["data"]![0]!;
        Assert.Equal(["ndsNo", member], receipt.AsObject().Select(one => one.Key).Where(name => name.StartsWith("nds", StringComparison.Ordinal)).OrderByDescending(name => name == "ndsNo"));
    }

    private static JsonObject Sold(string cashier, string at)
    {
        var sale = Sample.Read("SELL");
        sale["id"] = Goods.NewId();
        sale["close_user_id"] = cashier;
        sale["close_date"] = at;
        return sale;
    }
}

public sealed class SqliteThenTests : ThenTests<SqliteFixture>;

public sealed class PostgreSqlThenTests : ThenTests<PostgreSqlFixture>;
