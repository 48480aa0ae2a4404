using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Processes;

/// <summary>On a file nobody else can hold a lease: what a killed process had in its hands is taken up when the next one starts.</summary>
public sealed class TakeUpTests
{
    private const string Receipts = "/api/v2/receipts";

    [Fact]
    public async Task After_a_kill_nothing_waits_for_a_lease_to_run_out()
    {
        await using var partner = await PartnerService.StartAsync();
        partner.On(Receipts, told => told.Call == 1 ? Reply.Never : Reply.Ok);
        var store = new SqliteFixture();
        await store.InitializeAsync();
        await store.LeaveAsync();
        await using var server = new ServerProcess(store, ("PRILAVOK__WEBHOOKS__TIMEOUT", "00:05:00"), ("PRILAVOK__WEBHOOKS__LEASE", "00:30:00"));
        await server.StartAsync();
        var tenant = await Tenant.CreateAsync(server.Http, Tenant.AppOf(partner));
        await (await tenant.OpenShopAsync()).SendAsync(Goods.Document("SELL", "tea-1", 1));
        await partner.WaitAsync("a receipt that stays unanswered", received => received.Any(told => told.Path == Receipts));

        await server.KillAsync();
        await server.StartAsync();

        var told = await partner.WaitAsync("the receipt again", received => received.Any(r => r.Path == Receipts && r.Answered == 200));
        Assert.Single(told.Where(r => r.Path == Receipts).Select(r => (r.WebhookId, r.Body)).Distinct());
    }
}
