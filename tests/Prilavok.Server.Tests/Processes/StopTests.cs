using System.Diagnostics;
using Dapper;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Processes;

/// <summary>SIGTERM.</summary>
public abstract class StopTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Receipts = "/api/v2/receipts";

    /// <summary>What is promised. The only time that is looked at: it is a promise about time.</summary>
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task It_ends_in_time_with_its_lanes_given_back_and_what_was_under_way_is_repeated_under_the_same_id()
    {
        await using var partner = await PartnerService.StartAsync();
        partner.On(Receipts, told => told.Call == 1 ? Reply.Never : Reply.Ok);
        var store = new TStore();
        await store.InitializeAsync();
        await store.LeaveAsync();
        await using var server = new ServerProcess(
            store, ("PRILAVOK__WEBHOOKS__TIMEOUT", "00:05:00"), ("PRILAVOK__WEBHOOKS__LEASE", "00:10:00"), ("PRILAVOK__WEBHOOKS__STOPGRACE", "00:00:03"));
        await server.StartAsync();
        var tenant = await Tenant.CreateAsync(server.Http, Tenant.AppOf(partner));
        var till = await tenant.OpenShopAsync();
        var (_, next) = await till.ChangesAsync(0);
        var waiting = till.Caller.GetAsync($"/terminal/v1/changes?after={next}&wait=30");
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1));
        await partner.WaitAsync("a receipt that stays unanswered", received => received.Any(r => r.Path == Receipts));
        var watch = Stopwatch.StartNew();

        var exitCode = await server.TerminateAsync();

        Assert.True(watch.Elapsed <= Promised, $"It took {watch.Elapsed}: {server.Output}");
        Assert.Equal(0, exitCode);
        (await waiting).Expect(200);
        await using (var connection = await store.OpenAsync())
        {
            Assert.Equal(0, await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM lanes WHERE leased <> 0"));
        }

        await server.StartAsync();
        var told = await partner.WaitAsync("the receipt again", received => received.Any(r => r.Path == Receipts && r.Answered == 200));
        Assert.Single(told.Where(r => r.Path == Receipts).Select(r => (r.WebhookId, r.Body)).Distinct());
    }
}

public sealed class SqliteStopTests : StopTests<SqliteFixture>;

public sealed class PostgreSqlStopTests : StopTests<PostgreSqlFixture>;
