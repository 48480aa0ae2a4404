using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Delivery;

/// <summary>An endpoint that takes a request and never answers.</summary>
public abstract class SilentEndpointTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task It_leaves_the_others_as_they_were()
    {
        // So long that it cannot be the end of the silence that sets the others going.
        await using var server = await ServerFixture.StartAsync(
            new TStore(), isTurned: false, ("Webhooks:Timeout", "00:05:00"), ("Webhooks:Lease", "00:10:00"), ("Webhooks:StopGrace", "00:00:00"));
        Partner.On("/silent", _ => Reply.Never);
        var tenant = await Tenant.CreateAsync(server.Http, AppAt("/silent"));
        string[] others = [.. Enumerable.Range(0, 10).Select(i => $"/other-{i}")];
        foreach (var path in others)
        {
            await tenant.AddAppAsync(AppAt(path));
        }

        var elsewhere = await Tenant.CreateAsync(server.Http, AppAt("/elsewhere"));
        var till = await tenant.OpenShopAsync();
        var tillElsewhere = await elsewhere.OpenShopAsync();
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1));
        await Partner.WaitAsync("the silent one to be in the middle of it", received => received.Any(r => r.Path == "/silent"));
        for (var i = 1; i < 10; i++)
        {
            await till.SendAsync(Goods.Document("SELL", "tea-1", 1));
            await tillElsewhere.SendAsync(Goods.Document("SELL", "tea-1", 1));
        }

        var received = await Partner.WaitAsync(
            "ten receipts at each of the others",
            all => others.All(path => Answered(all, path) == 10) && Answered(all, "/elsewhere") == 9);

        Assert.True(Assert.Single(received, r => r.Path == "/silent").IsOpen);

        object AppAt(string path) => new { name = path, urls = new { receipts = Partner.Url + path } };
    }

    [Fact]
    public async Task It_is_asked_again_when_its_time_is_over()
    {
        await using var server = await ServerFixture.StartAsync(new TStore(), isTurned: false, ("Webhooks:Timeout", "00:00:00.300"));
        Partner.On("/api/v2/receipts", told => told.Call == 1 ? Reply.Never : Reply.Ok);
        var tenant = await Tenant.CreateAsync(server.Http, Tenant.AppOf(Partner));
        await (await tenant.OpenShopAsync()).SendAsync(Goods.Document("SELL", "tea-1", 1));
        await tenant.SettleAsync();

        await tenant.TurnAsync(new { toNext = true });

        var told = Partner.At("/api/v2/receipts");
        Assert.Equal([0, 200], told.Select(call => call.Answered));
        Assert.Equal(told[0].WebhookId, told[1].WebhookId);
        var attempts = (await tenant.AttemptsAsync()).Where(attempt => (string)attempt["channel"]! == "receipts").ToList();
        Assert.Equal(["no answer within 0.3 s", null], attempts.Select(attempt => (string?)attempt["error"]));
    }

    private static int Answered(IReadOnlyList<Received> received, string path) => received.Count(r => r.Path == path && r.Answered == 200);
}

public sealed class SqliteSilentEndpointTests : SilentEndpointTests<SqliteFixture>;

public sealed class PostgreSqlSilentEndpointTests : SilentEndpointTests<PostgreSqlFixture>;
