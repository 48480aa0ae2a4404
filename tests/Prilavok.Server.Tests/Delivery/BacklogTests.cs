using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Delivery;

/// <summary>What waits behind a failure goes out afterwards, in the order of the log.</summary>
public abstract class BacklogTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    protected override bool IsStill => true;

    [Fact]
    public async Task A_backlog_leaves_in_batches_and_the_batch_that_failed_is_repeated_as_it_was()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        var path = $"/api/v1/inventories/stores/{till.StoreId}/documents";
        Partner.On(path, told => told.Call == 1 ? new Reply(503) : Reply.Ok);
        await till.SendAsync(Sales(0, 1));
        await tenant.SettleAsync();
        await till.SendAsync(Sales(1, 249));

        await tenant.TurnAsync(new { toNext = true });

        var told = Partner.At(path);
        Assert.Equal([1, 1, 100, 100, 49], told.Select(call => call.Json.AsArray().Count));
        Assert.Equal(told[0].WebhookId, told[1].WebhookId);
        Assert.Equal(told[0].Body, told[1].Body);
        Assert.Equal(4, told.Select(call => call.WebhookId).Distinct().Count());
        Assert.Equal(
            Enumerable.Range(0, 250).Select(i => $"sale-{i}"),
            told.Skip(1).SelectMany(call => call.Json.AsArray()).Select(document => (string)document!["uuid"]!));
    }

    [Fact]
    public async Task One_by_one_the_order_holds_too()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        Partner.On("/api/v2/receipts", told => told.Call is 1 or 3 ? new Reply(500) : Reply.Ok);
        await till.SendAsync(Sales(0, 4));
        await tenant.SettleAsync();

        await tenant.TurnAsync(new { advance = "PT5M" });

        Assert.Equal(
            [("sale-0", 500), ("sale-0", 200), ("sale-1", 500), ("sale-1", 200), ("sale-2", 200), ("sale-3", 200)],
            Partner.At("/api/v2/receipts").Select(told => ((string)told.Json["data"]!["id"]!, told.Answered)));
    }

    [Fact]
    public async Task Many_go_out_one_by_one_in_order_each_once_and_each_attempt_is_kept()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        Partner.On("/api/v2/receipts", told => told.Call == 1 ? new Reply(500) : Reply.Ok);
        await till.SendAsync(Sales(0, 50));
        await tenant.TurnAsync(new { advance = "PT5M" });

        var told = Partner.At("/api/v2/receipts");
        Assert.Equal(
            Enumerable.Range(0, 50).Select(i => $"sale-{i}").Prepend("sale-0"), told.Select(call => (string)call.Json["data"]!["id"]!));
        var attempts = (await tenant.AttemptsAsync()).Where(attempt => (string)attempt["channel"]! == "receipts").ToList();
        Assert.Equal(
            told.Select(call => (call.WebhookId, call.Answered)).Order(), attempts.Select(attempt => ((string)attempt["id"]!, (int)attempt["statusCode"]!)).Order());
        Assert.Equal([1, 2], attempts.Select(attempt => (int)attempt["attempt"]!).Distinct().Order());
    }

    [Fact]
    public async Task Documents_of_two_stores_go_to_two_addresses()
    {
        var tenant = await TenantAsync();
        var first = await tenant.OpenShopAsync();
        var second = await tenant.OpenShopAsync();
        await first.SendAsync(Sales(0, 2));
        await second.SendAsync(Sales(2, 1));
        await first.SendAsync(Sales(3, 1));
        await tenant.SettleAsync();

        Assert.Equal(["sale-0", "sale-1", "sale-3"], IdsAt(first));
        Assert.Equal(["sale-2"], IdsAt(second));
    }

    private IEnumerable<string> IdsAt(Till till) => Partner.At($"/api/v1/inventories/stores/{till.StoreId}/documents")
        .SelectMany(told => told.Json.AsArray()).Select(document => (string)document!["uuid"]!);

    private static System.Text.Json.Nodes.JsonNode[] Sales(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(i => Goods.Document("SELL", "tea-1", 1, $"sale-{i}"))];
}

public sealed class SqliteBacklogTests : BacklogTests<SqliteFixture>;

public sealed class PostgreSqlBacklogTests : BacklogTests<PostgreSqlFixture>;
