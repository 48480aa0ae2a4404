using Prilavok.Core.Log;
using Prilavok.Core.Stores;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Processes;

/// <summary>Two nodes behind one load balancer: nobody can tell which of them answers.</summary>
public sealed class TwoNodesTests : IAsyncLifetime
{
    private readonly PostgreSqlFixture _store = new();
    private ServerFixture _one = null!;
    private ServerFixture _two = null!;
    private PartnerService _partner = null!;

    public async ValueTask InitializeAsync()
    {
        _one = await ServerFixture.StartAsync(_store);
        _two = await _one.AddNodeAsync();
        _partner = await PartnerService.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _partner.DisposeAsync();
        await _two.DisposeAsync();
        await _one.DisposeAsync();
    }

    /// <summary>Not even for as long as word of it takes.</summary>
    [Fact]
    public async Task What_was_sent_to_one_is_in_the_list_of_the_other_at_once()
    {
        var tenant = await Tenant.CreateAsync(_one.Http, new { name = "Reader" });
        var till = await tenant.OpenShopAsync();
        var there = tenant.App with { Http = _two.Http };
        await tenant.UploadAsync(till.StoreId, "tea-1", quantity: 100);
        for (var sold = 1; sold <= 20; sold++)
        {
            await till.SendAsync(Goods.Document("SELL", "tea-1", 1));
            var documents = (await there.GetAsync($"/stores/{till.StoreId}/documents")).Expect(200);
            var products = (await there.GetAsync($"/api/v1/inventories/stores/{till.StoreId}/products")).Expect(200);
            Assert.Equal(sold, documents.Json["items"]!.AsArray().Count);
            Assert.Equal(100 - sold, (int)products.Json[0]!["quantity"]!);

            var again = await there.SendAsync(HttpMethod.Get, $"/stores/{till.StoreId}/documents", headers: ("If-None-Match", documents.Headers.ETag!.ToString()));
            again.Expect(304);
        }
    }

    [Fact]
    public async Task A_terminal_removed_at_one_may_bring_documents_to_the_other_and_nothing_else()
    {
        var tenant = await Tenant.CreateAsync(_one.Http, new { name = "Reader" });
        var till = await tenant.OpenShopAsync();
        var there = till with { Caller = till.Caller with { Http = _two.Http } };
        (await there.Caller.GetAsync("/terminal/v1/changes?after=0")).Expect(200);
        var before = Goods.Document("SELL", "tea-1", 1, "before");
        (await tenant.Owner.DeleteAsync(tenant.Manage($"/devices/{till.DeviceId}"))).Expect(204);
        await Patience.UntilAsync("the other node knows", async () => (await there.Caller.GetAsync("/terminal/v1/changes?after=0")).Status != 200);

        var after = Goods.Document("SELL", "tea-1", 1, "after");
        after["close_date"] = "2099-01-01T00:00:00.000+0000";
        var taken = await there.SendAsync(before, after);
        Assert.Equal(["before"], taken.Accepted);
        Assert.Equal("closed_after_removal", (string)Assert.Single(taken.Rejected)["code"]!);
        (await there.Caller.GetAsync("/terminal/v1/changes?after=0")).Expect(401);
    }

    [Fact]
    public async Task What_nobody_tells_the_nodes_of_they_find_by_looking()
    {
        var tenant = await Tenant.CreateAsync(_one.Http, Tenant.AppOf(_partner));
        await tenant.SettleAsync();

        // This one has not been started, so it announces nothing.
        var kiosk = await _store.Node.Get<EditStores>().CreateAsync(tenant.OwnerId, Source.System, null, "Kiosk", null, TestContext.Current.CancellationToken);

        await _partner.WaitAsync("a store that nobody spoke of", all => all.Any(told => told.Answered == 200 && told.Body.Contains(kiosk!.Id, StringComparison.Ordinal)));
    }
}
