using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Processes;

/// <summary>Takes a minute: <c>-trait- Category=Kill</c> leaves it out, <c>-trait Category=Kill</c> runs it alone.</summary>
[Trait("Category", "Kill")]
public abstract class KillTests<TStore>
    where TStore : StoreFixture, new()
{
    private const int Kills = 22;
    private const int Seed = 20_161_124;
    private const int InStock = 1_000_000;

    private static readonly string[] Products = ["tea-1", "tea-2", "tea-3"];

    [Fact]
    public async Task Killed_at_any_moment_it_loses_nothing_that_was_answered_and_tells_it_under_the_same_id()
    {
        await using var partner = await PartnerService.StartAsync();
        var store = new TStore();
        await store.InitializeAsync();
        await store.LeaveAsync();

        // What a dead process had in its hands is taken up after a second, not after a minute.
        await using var server = new ServerProcess(
            store, ("PRILAVOK__WEBHOOKS__TIMEOUT", "00:00:00.900"), ("PRILAVOK__WEBHOOKS__LEASE", "00:00:01"), ("PRILAVOK__WEBHOOKS__RETRYPAUSE", "00:00:01"), ("PRILAVOK__WEBHOOKS__RETRYSPREAD", "00:00:00"));
        await server.StartAsync();
        var tenant = await Tenant.CreateAsync(server.Http, Tenant.AppOf(partner));
        var tills = new List<Till> { await tenant.OpenShopAsync() };
        for (var i = 0; i < 3; i++)
        {
            tills.Add(await tenant.AddTillAsync(tills[0].StoreId));
        }

        // It takes its time, so that a kill finds deliveries that have arrived and are not known to have.
        partner.On("/api/v2/receipts", _ => Slowly());
        partner.On($"/api/v1/inventories/stores/{tills[0].StoreId}/documents", _ => Slowly());
        foreach (var product in Products)
        {
            await tenant.UploadAsync(tills[0].StoreId, product, quantity: InStock);
        }

        var head = await HeadAsync(tenant);
        var load = new TillLoad(tills, Products, Seed);
        load.Start();
        await KillAsync(server, load);
        await load.CloseAsync();
        await tenant.TurnAsync(new { advance = "PT1H" });

        await AssertKeptAsync(tenant, tills[0].StoreId, load, head);
        AssertTold(partner, tills[0].StoreId, load);
        var repeated = partner.Received.Count - partner.Received.Select(received => received.WebhookId).Distinct().Count();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Kills} kills, {load.Sold.Count} documents, {load.Resent} requests sent again, {partner.Received.Count} deliveries, {repeated} of them repeated.");
        Assert.NotEqual(0, load.Resent);
        Assert.NotEqual(0, repeated);
    }

    private static Reply Slowly() => new(200, After: Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System));

    private static async Task KillAsync(ServerProcess server, TillLoad load)
    {
        var random = new Random(Seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            await load.WaitForMoreAsync(random.Next(1, 60));

            // Not a wait for something: the kill must not keep step with the answers.
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 40)), TimeProvider.System);
            await server.KillAsync();
            await server.StartAsync();
        }
    }

    private static async Task AssertKeptAsync(Tenant tenant, string storeId, TillLoad load, long head)
    {
        var kept = await tenant.DocumentIdsAsync(storeId);
        Assert.Equal(load.Sold.Keys.Order(StringComparer.Ordinal), kept.Order(StringComparer.Ordinal));
        Assert.Equal(head + load.Sold.Count + 1, await HeadAsync(tenant)); // One event a document, and one for the clock.
        foreach (var product in Products)
        {
            var left = InStock - load.Sold.Values.Count(sold => sold.Product == product);
            Assert.Equal($"{left}.0", await tenant.QuantityAsync(storeId, product));
        }
    }

    private static void AssertTold(PartnerService partner, string storeId, TillLoad load)
    {
        var documents = partner.At($"/api/v1/inventories/stores/{storeId}/documents");
        AssertToldUnderOneId(load, documents.SelectMany(told => told.Json.AsArray().Select(document => (told.WebhookId, (string)document!["uuid"]!))));
        AssertSameBodies(documents);
        var receipts = partner.At("/api/v2/receipts");
        AssertToldUnderOneId(load, receipts.Select(told => (told.WebhookId, (string)told.Json["data"]!["id"]!)));
        AssertSameBodies(receipts);
    }

    private static void AssertToldUnderOneId(TillLoad load, IEnumerable<(string WebhookId, string DocumentId)> told)
    {
        var ids = told.GroupBy(pair => pair.DocumentId, pair => pair.WebhookId).ToDictionary(group => group.Key, group => group.Distinct().Count());
        Assert.Equal(load.Sold.Keys.Order(StringComparer.Ordinal), ids.Keys.Order(StringComparer.Ordinal));
        Assert.All(ids, pair => Assert.Equal(1, pair.Value));
    }

    private static void AssertSameBodies(IReadOnlyList<Received> told) =>
        Assert.All(told.GroupBy(call => call.WebhookId, call => call.Body), bodies => Assert.Single(bodies.Distinct()));

    private static async Task<long> HeadAsync(Tenant tenant) => (long)(await tenant.LanesAsync())[0]!["head"]!;
}

public sealed class SqliteKillTests : KillTests<SqliteFixture>;

public sealed class PostgreSqlKillTests : KillTests<PostgreSqlFixture>;
