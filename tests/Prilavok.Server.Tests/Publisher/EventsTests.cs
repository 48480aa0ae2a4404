using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Publisher;

/// <summary>What happened to the owners who have an app, in pages and one by one.</summary>
public abstract class EventsTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    protected override bool IsStill => true;

    [Theory]
    [InlineData("/apps", "events.2018.txt")]
    [InlineData("/api/apps", "events.txt")]
    public async Task Events_have_the_approved_shapes_of_their_family(string root, string approved)
    {
        var tenant = await TenantAsync(install: false);
        await tenant.InstallAsync();
        var till = await tenant.OpenShopAsync();
        var cashier = await tenant.RoleAsync("Кассир");
        (await tenant.Owner.PostAsync(tenant.Manage("/employees"), new { name = "Анна", roleId = cashier, stores = new[] { till.StoreId } })).Expect(201);
        await till.MakeAsync(Goods.V2("tea-1"), new JsonObject { ["id"] = "drinks", ["name"] = "Drinks", ["group"] = true });
        await tenant.UploadAsync(till.StoreId, "tea-1", price: 12.5m, quantity: 3);
        await till.SendAsync(Document());
        (await tenant.App.PostAsync($"/api/v1/inventories/stores/{till.StoreId}/products/delete", """[{"uuid":"tea-1"}]""")).Expect(200);

        var list = await tenant.Publisher.GetAsync(tenant.Events("", root));
        var ids = list.Expect(200).Json["items"]!.AsArray().Select(item => (string)item!["id"]!).ToList();
        var one = await tenant.Publisher.GetAsync($"{root}/{tenant.AppId}/events/{ids[^1].ToUpperInvariant()}");

        Assert.Equal(list.Json["items"]!.AsArray()[^1]!.ToJsonString(), one.Expect(200).Json.ToJsonString());
        Assert.Equal(ids.Distinct(), ids);
        await Snapshot.MatchAsync(Masked.Text(list), approved);
    }

    [Theory]
    [InlineData("type=Document", "Document")]
    [InlineData("types=document", "Document")]
    [InlineData("types=DocumentEvent", "Document")]
    [InlineData("type=product-group,DOCUMENT", "ProductGroup", "Document")]
    [InlineData("type=ProductGroup&type=store", "Store", "ProductGroup")]
    [InlineData("type=Store&types=document", "Store", "Document")]
    [InlineData("type=product_group", "ProductGroup")]
    [InlineData("type=Order")]
    [InlineData("type=nowhere,nothing")]
    [InlineData("type=product", "Product", "Product")]
    [InlineData("type=", "Store", "Device", "Product", "ProductGroup", "Document", "Product")]
    public async Task Filters_take_the_words_of_every_year(string query, params string[] types)
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        await till.MakeAsync(Goods.V2("tea-1"), new JsonObject { ["id"] = "drinks", ["name"] = "Drinks", ["group"] = true });
        await till.SendAsync(Document());

        // The terminal's activation is no event; the store, the device and the goods are. What was sold moves the stock.
        Assert.Equal(types, (await tenant.Publisher.GetAsync(tenant.Events(query))).Expect(200).Json["items"]!.AsArray().Select(e => (string)e!["type"]!));
    }

    [Fact]
    public async Task Since_is_inclusive_and_until_is_not()
    {
        var tenant = await TenantAsync();
        await tenant.AddStoreAsync("First");
        var at = (await tenant.TurnAsync(new { advance = "PT1H" })).Now.ToUnixTimeMilliseconds();
        await tenant.AddStoreAsync("Second");
        await tenant.TurnAsync(new { advance = "PT1H" });
        await tenant.AddStoreAsync("Third");

        Assert.Equal(["First", "Second", "Third"], await NamesAsync($"since=&until="));
        Assert.Equal(["Second", "Third"], await NamesAsync($"since={at}"));
        Assert.Equal(["Third"], await NamesAsync($"since={at + 1}"));
        Assert.Equal(["First"], await NamesAsync($"until={at}"));
        Assert.Equal(["First", "Second"], await NamesAsync($"until={at + 1}"));
        Assert.Equal(["Second"], await NamesAsync($"since={at}&until={at + 1}"));
        Assert.Empty(await NamesAsync($"since={at + 1}&until={at}"));

        async Task<IEnumerable<string>> NamesAsync(string query) =>
            (await tenant.Publisher.GetAsync(tenant.Events(query))).Expect(200).Json["items"]!.AsArray().Select(e => (string)e!["payload"]!["name"]!);
    }

    [Fact]
    public async Task Pages_over_several_owners_hold_each_event_once_while_more_happens()
    {
        var (first, second) = (await TenantAsync(), await TenantAsync());
        await Server.ShareAppAsync(first, second);
        for (var i = 0; i < 5; i++)
        {
            await first.AddStoreAsync($"first {i}");
            await second.AddStoreAsync($"second {i}");
            await (i % 2 == 0 ? first : second).TurnAsync(new { advance = "PT1S" });
        }

        var seen = new List<JsonNode>();
        var query = "limit=3&type=store&until=" + (Server.Store.Clock.GetUtcNow() + TimeSpan.FromDays(1)).ToUnixTimeMilliseconds();
        while (true)
        {
            var page = (await first.Publisher.GetAsync(first.Events(query))).Expect(200).Json;
            seen.AddRange(page["items"]!.AsArray().Select(item => item!));
            if (page["paging"]!["next_cursor"] is not { } cursor)
            {
                break;
            }

            Assert.InRange(page["items"]!.AsArray().Count, 1, 3);
            await first.OpenShopAsync(); // The device is filtered out by what the cursor carries, the store is not.
            query = seen.Count < 20 ? $"limit=3&cursor={cursor}&type=document" : $"limit=1000&cursor={cursor}";
        }

        var order = seen.Select(e => ((long)e["timestamp"]!, (string)e["payload"]!["user_id"]!)).ToList();
        Assert.Equal(order.Order(), order);
        var stores = seen.Select(e => (string)e["payload"]!["id"]!).ToList();
        Assert.Equal(stores.Distinct(), stores);
        Assert.All(seen, e => Assert.Equal("Store", (string)e["type"]!));
        Assert.Superset(
            Enumerable.Range(0, 5).SelectMany(i => new[] { $"first {i}", $"second {i}" }).ToHashSet(), seen.Select(e => (string)e["payload"]!["name"]!).ToHashSet());
    }

    [Fact]
    public async Task A_publisher_hears_of_owners_who_have_the_app_and_a_cloud_token_of_its_own()
    {
        var (mine, shared, strange) = (await TenantAsync(), await TenantAsync(), await TenantAsync());
        await Server.ShareAppAsync(mine, shared);
        foreach (var tenant in new[] { mine, shared, strange })
        {
            await tenant.AddStoreAsync();
        }

        Assert.Equal([mine.OwnerId, shared.OwnerId], await OwnersAsync(mine.Publisher));
        Assert.Equal([mine.OwnerId], await OwnersAsync(mine.App));
        var ofShared = (string)(await mine.Publisher.GetAsync(mine.Events())).Json["items"]![1]!["id"]!;
        var ofStrange = (string)(await strange.Publisher.GetAsync(strange.Events())).Expect(200).Json["items"]![0]!["id"]!;
        (await mine.Publisher.GetAsync($"/apps/{mine.AppId}/events/{ofShared}")).Expect(200);
        (await mine.App.GetAsync($"/apps/{mine.AppId}/events/{ofShared}")).Expect(404);
        (await mine.Publisher.GetAsync($"/apps/{mine.AppId}/events/{ofStrange}")).Expect(404);
        (await strange.Publisher.GetAsync(mine.Events())).Expect(404);
        (await strange.App.GetAsync(mine.Events())).Expect(404);
        (await mine.Owner.DeleteAsync(mine.Manage($"/apps/{mine.AppId}/installation"))).Expect(204);
        Assert.Equal([shared.OwnerId], await OwnersAsync(mine.Publisher));

        async Task<IEnumerable<string>> OwnersAsync(Caller caller) =>
            (await caller.GetAsync(mine.Events())).Expect(200).Json["items"]!.AsArray().Select(e => (string)e!["payload"]!["user_id"]!);
    }

    [Fact]
    public async Task An_app_hears_only_of_what_it_may_read()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        await tenant.UploadAsync(till.StoreId, "tea-1", quantity: 7);
        await till.SendAsync(Document());
        var (appId, app, publisher) = await tenant.AddAppWithAsync("event:read", "product:read");

        foreach (var caller in new[] { app, publisher })
        {
            var e = Assert.Single((await caller.GetAsync($"/api/apps/{appId}/events")).Expect(200).Json["items"]!.AsArray())!;
            Assert.Equal("Product", (string)e["type"]!);
            Assert.Null(e["payload"]!["quantity"]);
        }

        var hidden = (string)(await tenant.Publisher.GetAsync(tenant.Events("type=store"))).Expect(200).Json["items"]![0]!["id"]!;
        (await publisher.GetAsync($"/api/apps/{appId}/events/{hidden}")).Expect(404);
        (await tenant.Publisher.GetAsync($"/api/apps/{tenant.AppId}/events/{hidden}")).Expect(200);
    }

    [Theory]
    [InlineData("since=yesterday", "since")]
    [InlineData("since=99999999999999999999", "since")]
    [InlineData("since=9223372036854775807", "since")]
    [InlineData("until=-9223372036854775808", "until")]
    [InlineData("until=1.5", "until")]
    [InlineData("cursor=x", "cursor")]
    [InlineData("cursor=AAAAAAAAAAAAAAA", "cursor")]
    [InlineData("cursor=_________woK", "cursor")]
    [InlineData("cursor=f_________8wMDAwMDAwMC0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwMDEKfA", "cursor")] // Beyond the end of time.
    [InlineData("cursor=AAAAAAAAAAAwMS0wMDAwMDAwMDAwMDAwMDEKfA", "cursor")] // No event's id.
    public async Task Questions_nobody_understands_are_told_so(string query, string subject)
    {
        var tenant = await TenantAsync();
        await tenant.AddStoreAsync();

        Assert.Equal(subject, (string)(await tenant.Publisher.GetAsync(tenant.Events(query))).Expect(400).Json["violations"]![0]!["subject"]!);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("%ff")]
    [InlineData("00000000-0000-4000-8000-000000000001")]
    [InlineData("0163457-85d8-4fff-bfff-ffffffffffff")]
    public async Task An_event_that_never_was_is_not_found(string id)
    {
        var tenant = await TenantAsync();
        await tenant.AddStoreAsync();

        (await tenant.Publisher.GetAsync($"/apps/{tenant.AppId}/events/{id}")).Expect(404);
    }

    private static JsonObject Document()
    {
        var document = Goods.Document("SELL", "tea-1", 1, "d-1");
        document["close_date"] = "2026-03-02T08:59:00.000+0000";
        return document;
    }
}

public sealed class SqliteEventsTests : EventsTests<SqliteFixture>;

public sealed class PostgreSqlEventsTests : EventsTests<PostgreSqlFixture>;
