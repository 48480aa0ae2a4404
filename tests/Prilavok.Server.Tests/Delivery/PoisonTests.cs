using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Delivery;

/// <summary>One event that its receiver cannot take does not keep the others from it, and is not forgotten.</summary>
public abstract class PoisonTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Receipts = "/api/v2/receipts";
    private const string Poison = "poison";

    protected override bool IsStill => true;

    [Fact]
    public async Task Of_a_thousand_documents_one_is_refused_and_the_others_arrive_in_order()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        await tenant.SettleAsync();
        var path = $"/api/v1/inventories/stores/{till.StoreId}/documents";
        Partner.On(path, Refuse);
        var ids = Enumerable.Range(0, 1000).Select(i => i == 617 ? Poison : $"d{i:D4}").ToList();
        foreach (var some in ids.Chunk(250))
        {
            await till.SendAsync([.. some.Select(id => Goods.Document("CASH_INCOME", "", 0, id))]);
        }

        await tenant.SettleAsync();
        await tenant.TurnAsync(new { advance = "PT5M" });
        Assert.Equal(ids.Where(id => id != Poison), Arrived(path));
        var parked = (await tenant.LanesAsync()).Single(lane => (string)lane!["state"]! == "parked")!;
        Assert.Equal(("documents", "answered 400"), ((string)parked["channel"]!, (string)parked["lastError"]!));

        Partner.On(path, _ => Reply.Ok);
        await tenant.TurnAsync(new { toNext = true });
        Assert.Equal(Poison, Arrived(path)[^1]);
        var alone = Partner.At(path).Where(told => told.Json.AsArray().Select(document => (string)document!["uuid"]!).SequenceEqual([Poison])).ToList();
        Assert.Equal(200, alone[^1].Answered);
        Assert.True(alone.Count > 3); // Three times in its lane, and as parked.
        Assert.Single(alone.Select(told => told.WebhookId).Distinct());
        Assert.DoesNotContain(await tenant.LanesAsync(), lane => (string)lane!["state"]! == "parked");
        Assert.Empty((await tenant.TurnAsync(new { advance = "P4D" })).Ran);
    }

    [Fact]
    public async Task Where_events_go_one_by_one_the_refused_one_is_tried_three_times_before_the_next_is_sent()
    {
        Partner.On(Receipts, Refuse);
        var (tenant, till) = await OpenAsync();
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, Poison));
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "good"));
        await tenant.SettleAsync();
        await tenant.TurnAsync(new { toNext = true });
        Assert.All(Partner.At(Receipts), told => Assert.Equal(400, told.Answered));
        await tenant.TurnAsync(new { toNext = true });

        Assert.Equal([400, 400, 400, 200], Partner.At(Receipts).Select(told => told.Answered));
        await tenant.TurnAsync(new { toNext = true });
        var told = Partner.At(Receipts).Where(call => call.Answered == 400).ToList();
        Assert.Equal(4, told.Count);
        Assert.Single(told.Select(call => call.WebhookId).Distinct());
        Assert.Equal([1, 2, 3, 4], (await AttemptsAsync(tenant)).Select(attempt => attempt.Number));
    }

    [Fact]
    public async Task A_receiver_that_refuses_after_an_outage_has_not_refused_three_times()
    {
        Partner.On(Receipts, told => new Reply(told.Call <= 5 ? 503 : 400));
        var (tenant, till) = await OpenAsync();
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, Poison));
        for (var i = 0; i < 6; i++)
        {
            await tenant.TurnAsync(new { toNext = true });
        }

        Assert.Equal([503, 503, 503, 503, 503, 400, 400], Partner.At(Receipts).Select(told => told.Answered));
        Assert.DoesNotContain(await tenant.LanesAsync(), lane => (string)lane!["state"]! == "parked");
        await tenant.TurnAsync(new { toNext = true });
        Assert.Contains(await tenant.LanesAsync(), lane => (string)lane!["state"]! == "parked");
    }

    [Fact]
    public async Task What_is_parked_is_tried_ever_more_seldom_and_given_up_after_three_days()
    {
        Partner.On(Receipts, Refuse);
        var (tenant, till) = await OpenAsync();
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, Poison));
        await tenant.TurnAsync(new { advance = "P4D" });

        Assert.InRange(Partner.At(Receipts).Count, 70, 90);
        Assert.DoesNotContain(await tenant.LanesAsync(), lane => (string)lane!["state"]! == "parked");
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "good"));
        await tenant.SettleAsync();
        Assert.Equal(200, Partner.At(Receipts)[^1].Answered);
    }

    [Fact]
    public async Task An_outage_parks_nothing()
    {
        Partner.On(Receipts, _ => new Reply(503));
        var (tenant, till) = await OpenAsync();
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "first"));
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "second"));
        await tenant.TurnAsync(new { advance = "PT10M" });

        Assert.All(Partner.At(Receipts), told => Assert.Equal("first", (string)told.Json["data"]!["id"]!));
        Partner.On(Receipts, _ => Reply.Ok);
        await tenant.TurnAsync(new { toNext = true });
        Assert.Equal(["first", "second"], Partner.At(Receipts).Where(told => told.Answered == 200).Select(told => (string)told.Json["data"]!["id"]!));
    }

    [Fact]
    public async Task Where_nothing_is_to_be_parked_the_refused_one_holds_up_its_lane()
    {
        await using var server = await ServerFixture.StartAsync(new TStore(), isTurned: true, ("Webhooks:ParkAfter", "0"));
        Partner.On(Receipts, Refuse);
        var tenant = await Tenant.CreateAsync(server.Http, Tenant.AppOf(Partner));
        var till = await tenant.OpenShopAsync();
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, Poison));
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "good"));
        await tenant.TurnAsync(new { advance = "PT10M" });

        Assert.InRange(Partner.At(Receipts).Count, 9, 12);
        Assert.All(Partner.At(Receipts), told => Assert.Equal(400, told.Answered));
    }

    private static Reply Refuse(Received told) => told.Body.Contains(Poison, StringComparison.Ordinal) ? new Reply(400) : Reply.Ok;

    private async Task<(Tenant Tenant, Till Till)> OpenAsync()
    {
        var tenant = await TenantAsync();
        return (tenant, await tenant.OpenShopAsync());
    }

    /// <summary>What was taken, in the order in which it came.</summary>
    private List<string> Arrived(string path) =>
        [.. Partner.At(path).Where(told => told.Answered == 200).SelectMany(told => told.Json.AsArray()).Select(document => (string)document!["uuid"]!)];

    private static async Task<IReadOnlyList<(int Number, int Status)>> AttemptsAsync(Tenant tenant) =>
        [.. (await tenant.AttemptsAsync())
            .Where(attempt => (string)attempt["channel"]! == "receipts" && (int)attempt["statusCode"]! == 400)
            .Select(attempt => ((int)attempt["attempt"]!, (int)attempt["statusCode"]!))];
}

public sealed class SqlitePoisonTests : PoisonTests<SqliteFixture>;

public sealed class PostgreSqlPoisonTests : PoisonTests<PostgreSqlFixture>;
