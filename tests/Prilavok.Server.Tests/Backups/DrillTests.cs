using Prilavok.Server.Tests.Kit;
using Prilavok.Server.Tests.Publisher;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Backups;

/// <summary>
/// The drill: a backup while shops sell, the machine lost, the backup put back elsewhere, sales go on. Receivers and terminals are not
/// misled by what is lost.
/// </summary>
public abstract class DrillTests<TStore>
    where TStore : StoreFixture, new()
{
    private const int Seed = 20_161_124;

    [Fact]
    public async Task After_a_restore_every_answered_document_is_there_again_and_no_id_means_two_things()
    {
        await using var partner = await PartnerService.StartAsync();
        var store = new TStore();
        await store.InitializeAsync();
        await store.LeaveAsync();
        using var safe = new Safe();
        await using var server = new ServerProcess(store);
        await server.StartAsync();
        var tenant = await Tenant.CreateAsync(server.Http, Tenant.AppOf(partner));
        var tills = new[] { await tenant.OpenShopAsync(), await tenant.OpenShopAsync() };
        await UploadAsync(tenant, tills, "early");
        var load = new TillLoad(tills, ["tea-1"], Seed);
        await load.SellAsync(20);
        var (_, early) = await tills[1].ChangesAsync(0);

        // Shops sell all the time, and some documents are answered after the copy was begun.
        load.Start();
        await BackUpAsync(store, server, safe);
        await load.CloseAsync();

        await UploadAsync(tenant, tills, "lost");
        await load.SellAsync(20);
        var (_, lost) = await tills[0].ChangesAsync(0);
        var cursor = await CursorAsync(tenant);
        await tenant.SettleAsync();
        var delivered = partner.Received.Count;

        await server.KillAsync();
        await LoseAsync(store, server, safe);
        await RestoreAsync(store, server, safe);
        await server.StartAsync();
        var again = await OwnerAsync(server, tenant);
        await UploadAsync(tenant, tills, "after");
        await load.SellAsync(20);

        await CursorsHoldAsync(tenant, again, tills, (early, lost, cursor));
        await BringAgainAsync(load.Sold);
        await tenant.SettleAsync();
        foreach (var till in tills)
        {
            var kept = await tenant.DocumentIdsAsync(till.StoreId);
            Assert.Equal(load.Sold.Where(sold => sold.Value.Till == till).Select(sold => sold.Key).Order(StringComparer.Ordinal), kept.Order(StringComparer.Ordinal));
        }

        Assert.True(partner.Received.Count > delivered);
        Assert.All(
            partner.Received.Where(told => told.Headers.ContainsKey("webhook-id")).GroupBy(told => told.WebhookId),
            told => Assert.Single(told.Select(request => (request.Path, request.Body)).Distinct()));
    }

    private static async Task CursorsHoldAsync(Tenant tenant, Caller again, Till[] tills, (long Early, long Lost, string Cursor) seen)
    {
        // Who knows of what is lost begins anew; who was away since before the backup misses nothing.
        var reset = (await tills[0].Caller.GetAsync($"/terminal/v1/changes?after={seen.Lost}&wait=30")).Expect(200).Json;
        Assert.True((bool)reset["reset"]!);
        Assert.Equal(0, (long)reset["next"]!);
        Assert.Empty(reset["changes"]!.AsArray());
        Assert.Equal(["early", "after"], await NamesAsync(tills[0], 0));
        Assert.Equal(["after"], await NamesAsync(tills[1], seen.Early));
        (await tenant.Publisher.GetAsync(tenant.Events($"cursor={seen.Cursor}"))).Expect(400);
        (await again.GetAsync(tenant.Manage($"/audit?after={seen.Lost}"))).Expect(400);
    }

    /// <summary>While it runs.</summary>
    private protected abstract Task BackUpAsync(StoreFixture store, ServerProcess server, Safe safe);

    /// <summary>Nothing is left but what was carried away.</summary>
    private protected abstract Task LoseAsync(StoreFixture store, ServerProcess server, Safe safe);

    private protected abstract Task RestoreAsync(StoreFixture store, ServerProcess server, Safe safe);

    /// <summary>As terminals do that are told to begin anew.</summary>
    private static async Task BringAgainAsync(IReadOnlyDictionary<string, Sale> sold)
    {
        var (accepted, duplicates) = (0, 0);
        foreach (var documents in sold.Values.GroupBy(sale => sale.Till, sale => sale.Document))
        {
            foreach (var some in documents.Chunk(50))
            {
                var taken = await documents.Key.SendAsync(some);
                (accepted, duplicates) = (accepted + taken.Accepted.Count, duplicates + taken.Duplicates.Count);
            }
        }

        Assert.Equal(sold.Count, accepted + duplicates);
        Assert.InRange(accepted, 40, sold.Count - 80); // Of those before the backup and since the restore none is new.
    }

    private static async Task UploadAsync(Tenant tenant, IEnumerable<Till> tills, string name)
    {
        foreach (var till in tills)
        {
            await tenant.UploadAsync(till.StoreId, name);
        }
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(Till till, long after) =>
        [.. (await till.ChangesAsync(after)).Changes.Where(change => (string)change["kind"]! == "product").Select(change => (string)change["id"]!)];

    private static async Task<string> CursorAsync(Tenant tenant)
    {
        string? cursor = null;
        while ((string?)(await tenant.Publisher.GetAsync(tenant.Events($"limit=20{(cursor is null ? "" : $"&cursor={cursor}")}"))).Expect(200).Json["paging"]!["next_cursor"] is { } next)
        {
            cursor = next;
        }

        return cursor!;
    }

    /// <summary>Log-ins do not come back.</summary>
    private static async Task<Caller> OwnerAsync(ServerProcess server, Tenant tenant)
    {
        (await tenant.Owner.GetAsync(tenant.Manage("/stores"))).Expect(401);
        var login = await new Caller(server.Http).PostAsync("/manage/v1/login", new { login = tenant.Login, password = tenant.Password });
        return new Caller(server.Http, (string)login.Expect(200).Json["token"]!);
    }
}
