using System.Globalization;
using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.TerminalGateway;

/// <summary>What was sold is not lost because the till was moved or removed before it could tell.</summary>
public abstract class StragglerTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Tea = "tea-1";

    private Tenant _tenant = null!;
    private Till _till = null!;
    private DateTimeOffset _now;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _tenant = await TenantAsync();
        _till = await _tenant.OpenShopAsync();
        await _tenant.UploadAsync(_till.StoreId, Tea, quantity: 100);
        await TurnAsync("P1D");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_id_of_another_terminal_is_rejected_and_nothing_moves(bool isElsewhere)
    {
        var other = isElsewhere ? await _tenant.OpenShopAsync() : await _tenant.AddTillAsync(_till.StoreId);
        await _till.SendAsync(Sale("d", 2, -1));
        await _tenant.SettleAsync();
        var head = await HeadAsync();

        var taken = await other.SendAsync(Sale("D", 7, -1));
        await _tenant.SettleAsync();

        var rejected = Assert.Single(taken.Rejected);
        Assert.Empty(taken.Accepted);
        Assert.Equal(("D", "foreign_document", "id"), ((string)rejected["id"]!, (string)rejected["code"]!, (string)rejected["violations"]![0]!["subject"]!));
        Assert.Equal(head, await HeadAsync());
        Assert.Equal("98.0", await _tenant.QuantityAsync(_till.StoreId, Tea));
        Assert.Equal(_till.DeviceId, (string)(await FindAsync(_till.StoreId, "d")).Expect(200).Json["device_id"]!);
        Assert.Single(Partner.At("/api/v2/receipts"));
        var trigger = new { kind = "sell", deviceId = other.DeviceId, set = new { id = "d" } };
        (await _tenant.Sandbox.PostAsync($"/sandbox/tenants/{_tenant.OwnerId}/trigger", trigger)).Expect(409);
    }

    [Fact]
    public async Task What_a_moved_terminal_closed_before_belongs_where_it_stood_then()
    {
        var there = await _tenant.AddStoreAsync("Market");
        await _tenant.UploadAsync(there, Tea, quantity: 50);
        var known = Sale("known", 1, -2);
        await _till.SendAsync(known);
        await MoveAsync(there);
        await TurnAsync("PT1H");
        var named = Sale("named", 4, 0);
        named["store_id"] = _till.StoreId.ToLowerInvariant();

        var taken = await _till.SendAsync(known, Sale("spool", 2, -2), Sale("here", 3, 0), named, Named("nowhere"));

        Assert.Equal(["spool", "here", "named"], taken.Accepted);
        Assert.Equal(["known"], taken.Duplicates);
        Assert.Equal("store_id", (string)Assert.Single(taken.Rejected)["violations"]![0]!["subject"]!);
        Assert.Equal(["known", "spool", "named"], await ListAsync(_till.StoreId));
        Assert.Equal(["here"], await ListAsync(there));
        Assert.Equal(("93.0", "47.0"), (await _tenant.QuantityAsync(_till.StoreId, Tea), await _tenant.QuantityAsync(there, Tea)));
        Assert.Equal(_till.StoreId, (string)(await FindAsync(_till.StoreId, "spool")).Json["store_id"]!);
    }

    /// <summary>By its clock it closed this after the move, by which it stood here.</summary>
    [Fact]
    public async Task What_a_terminal_with_a_fast_clock_brought_before_a_move_stays_where_it_was_kept()
    {
        var there = await _tenant.AddStoreAsync("Market");
        var fast = Sale("fast", 2, 1);
        await _till.SendAsync(fast);
        await MoveAsync(there);
        await TurnAsync("PT2H");

        Assert.Equal(["fast"], (await _till.SendAsync(fast)).Duplicates);
        Assert.Equal(["fast"], await ListAsync(_till.StoreId));
        Assert.Empty(await ListAsync(there));
    }

    [Fact]
    public async Task A_replacement_after_a_move_stays_one_document_and_a_late_repeat_of_the_former_is_none()
    {
        var there = await _tenant.AddStoreAsync("Market");
        var first = Sale("d", 2, -2);
        await _till.SendAsync(first);
        await MoveAsync(there);
        await TurnAsync("PT1H");

        Assert.Equal(["d"], (await _till.SendAsync(Sale("d", 5, -2))).Accepted);
        var head = await HeadAsync();
        Assert.Equal(["d"], (await _till.SendAsync(first)).Duplicates);
        Assert.Equal(head, await HeadAsync());
        Assert.Equal("95.0", await _tenant.QuantityAsync(_till.StoreId, Tea));

        Assert.Equal(["d"], (await _till.SendAsync(Sale("d", 1, 0))).Accepted);
        Assert.Empty(await ListAsync(_till.StoreId));
        Assert.Equal(["d"], await ListAsync(there));
        Assert.Equal("100.0", await _tenant.QuantityAsync(_till.StoreId, Tea));
        (await FindAsync(_till.StoreId, "d")).Expect(404);
    }

    [Fact]
    public async Task A_removed_terminal_brings_what_it_closed_before_for_thirty_days_and_nothing_else()
    {
        await RemoveAsync();
        await TurnAsync("P29D");

        var taken = await _till.SendAsync(Sale("before", 2, -30 * 24), Sale("after", 3, 0));

        Assert.Equal(["before"], taken.Accepted);
        var rejected = Assert.Single(taken.Rejected);
        Assert.Equal(
            ("after", "closed_after_removal", "close_date"),
            ((string)rejected["id"]!, (string)rejected["code"]!, (string)rejected["violations"]![0]!["subject"]!));
        Assert.Equal(["before"], await ListAsync(_till.StoreId));
        Assert.Equal("98.0", await _tenant.QuantityAsync(_till.StoreId, Tea));
        foreach (var (method, path) in ((string, string)[])
            [("GET", "changes?after=0"), ("POST", "products"), ("GET", "commodities?scanCode=1"), ("GET", "proxy?url=http://x.test"), ("POST", "pushes/1")])
        {
            (await _till.Caller.SendAsync(new HttpMethod(method), "/terminal/v1/" + path, Caller.ContentOf("[]"))).Expect(401);
        }

        await TurnAsync("P1D");
        (await _till.Caller.PostAsync("/terminal/v1/documents", new[] { Sale("late", 1, -40 * 24) })).Expect(401);
        Assert.Equal(["before"], await ListAsync(_till.StoreId));
    }

    [Fact]
    public async Task A_straggler_whose_store_is_gone_as_well_loses_nothing()
    {
        var known = Sale("known", 1, -1);
        await _till.SendAsync(known);
        await RemoveAsync();
        await _tenant.Owner.DeleteAsync(_tenant.Manage($"/stores/{_till.StoreId}?force=true"));

        var taken = await _till.SendAsync(known, Sale("straggler", 2, -1));

        Assert.Equal(["straggler"], taken.Accepted);
        Assert.Equal(["known"], taken.Duplicates);
        Assert.Equal(_till.StoreId, (string)(await FindAsync(_till.StoreId, "straggler")).Expect(200).Json["store_id"]!);
        await _tenant.SettleAsync();
        Assert.Equal(2, Partner.At("/api/v2/receipts").Count);
    }

    [Fact]
    public async Task A_token_that_died_before_the_removal_stays_dead_and_the_end_of_the_account_ends_every_token()
    {
        var code = (string)(await _tenant.Owner.PostAsync(_tenant.Manage($"/devices/{_till.DeviceId}/code"), null)).Json["code"]!;
        var again = await Till.ActivateAsync(Server.Http, code);
        await RemoveAsync();

        (await _till.Caller.PostAsync("/terminal/v1/documents", "[]")).Expect(401);
        (await again.Caller.PostAsync("/terminal/v1/documents", "[]")).Expect(200);
        (await _tenant.Sandbox.DeleteAsync($"/sandbox/tenants/{_tenant.OwnerId}")).Expect(204);
        (await again.Caller.PostAsync("/terminal/v1/documents", "[]")).Expect(401);
    }

    [Fact]
    public async Task A_list_of_a_terminal_has_what_it_brought_to_each_store_after_it_was_moved_and_removed()
    {
        var there = await _tenant.AddStoreAsync("Market");
        var other = await _tenant.AddTillAsync(there);
        await _till.SendAsync(Sale("a", 1, -2));
        await MoveAsync(there);
        await TurnAsync("PT1H");
        await _till.SendAsync(Sale("b", 1, 0));
        await other.SendAsync(Sale("c", 1, 0));
        await RemoveAsync();

        foreach (var (store, expected) in new[] { (_till.StoreId, "a"), (there, "b") })
        {
            var ofDevice = $"/stores/{store}/devices/{_till.DeviceId}/documents";
            Assert.Equal([expected], Ids((await _tenant.App.GetAsync(ofDevice)).Expect(200).Json["items"]!));
            (await _tenant.App.GetAsync($"{ofDevice}/{expected}")).Expect(200);
            (await _tenant.App.GetAsync($"{ofDevice}/c")).Expect(404);
            var v1 = (await _tenant.App.GetAsync($"/api/v1/inventories/stores/{store}/documents?deviceUuid={_till.DeviceId}")).Expect(200);
            Assert.Equal([expected], v1.Json.AsArray().Select(document => (string)document!["uuid"]!));
        }
    }

    private static IReadOnlyList<string> Ids(JsonNode items) => [.. items.AsArray().Select(item => (string)item!["id"]!)];

    /// <param name="hours">From now on the owner's clock.</param>
    private JsonObject Sale(string id, int quantity, int hours)
    {
        var sale = Goods.Document("SELL", Tea, quantity, id);
        sale["close_date"] = _now.AddHours(hours).ToString("yyyy-MM-dd'T'HH:mm:ss'.000+0000'", CultureInfo.InvariantCulture);
        return sale;
    }

    private JsonObject Named(string storeId)
    {
        var sale = Sale("of another store", 1, 0);
        sale["store_id"] = storeId;
        return sale;
    }

    private async Task TurnAsync(string by) => _now = (await _tenant.TurnAsync(new { advance = by })).Now;

    private async Task MoveAsync(string storeId) =>
        (await _tenant.Owner.PatchAsync(_tenant.Manage($"/devices/{_till.DeviceId}"), new { storeId })).Expect(200);

    private async Task RemoveAsync() => (await _tenant.Owner.DeleteAsync(_tenant.Manage($"/devices/{_till.DeviceId}"))).Expect(204);

    private Task<Answer> FindAsync(string storeId, string id) => _tenant.App.GetAsync($"/stores/{storeId}/documents/{id}");

    private async Task<IReadOnlyList<string>> ListAsync(string storeId) =>
        Ids((await _tenant.App.GetAsync($"/stores/{storeId}/documents")).Expect(200).Json["items"]!);

    /// <summary>The number of the owner's last event.</summary>
    private async Task<long> HeadAsync() => (long)(await _tenant.LanesAsync())[0]!["head"]!;
}

public sealed class SqliteStragglerTests : StragglerTests<SqliteFixture>;

public sealed class PostgreSqlStragglerTests : StragglerTests<PostgreSqlFixture>;
