using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.OwnerAccount;

public abstract class OwnerStoresTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task A_store_is_made_read_changed_and_removed()
    {
        var tenant = await TenantAsync();
        var stores = tenant.Manage("/stores");
        var made = (await tenant.Owner.PostAsync(stores, new { name = "Corner shop", address = "1 High Street" })).Expect(201);
        var id = (string)made.Json["id"]!;

        Assert.Matches("^[0-9]{8}-[0-9A-F]{4}-40[0-9A-F]{2}-80[0-9A-F]{2}-[0-9A-F]{12}$", id);
        Assert.Equal($$"""{"id":"{{id}}","name":"Corner shop","address":"1 High Street"}""", made.Text);
        Assert.Equal(made.Text, (await tenant.Owner.GetAsync($"{stores}/{id}")).Expect(200).Text);
        Assert.Equal($$"""{"items":[{{made.Text}}]}""", (await tenant.Owner.GetAsync(stores)).Expect(200).Text);

        var changed = (await tenant.Owner.PatchAsync($"{stores}/{id}", new { address = (string?)null })).Expect(200);
        Assert.Equal($$"""{"id":"{{id}}","name":"Corner shop","address":null}""", changed.Text);

        (await tenant.Owner.DeleteAsync($"{stores}/{id}")).Expect(204);
        (await tenant.Owner.DeleteAsync($"{stores}/{id}")).Expect(404);
        (await tenant.Owner.GetAsync($"{stores}/{id}")).Expect(404);
        Assert.Equal("""{"items":[]}""", (await tenant.Owner.GetAsync(stores)).Text);
        Assert.Equal("[]", (await tenant.App.GetAsync("/api/v1/inventories/stores/search")).Expect(200).Text);
    }

    [Fact]
    public async Task Changes_are_told_and_a_change_that_changes_nothing_is_not()
    {
        var tenant = await TenantAsync();
        var id = await tenant.AddStoreAsync();
        (await tenant.Owner.PatchAsync(tenant.Manage($"/stores/{id}"), new { name = "Corner shop" })).Expect(200);
        (await tenant.Owner.PatchAsync(tenant.Manage($"/stores/{id}"), new { name = "Market" })).Expect(200);
        await tenant.SettleAsync();

        Assert.Equal(
            ["Corner shop", "Market"],
            Partner.At("/api/v1/inventories/stores").SelectMany(told => told.Json.AsArray()).Select(store => (string)store!["name"]!));
    }

    [Fact]
    public async Task A_store_with_terminals_stays()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();

        (await tenant.Owner.DeleteAsync(tenant.Manage($"/stores/{till.StoreId}"))).Expect(409);

        (await tenant.Owner.GetAsync(tenant.Manage($"/stores/{till.StoreId}"))).Expect(200);
    }

    [Fact]
    public async Task A_store_with_documents_goes_only_when_that_is_meant_and_its_documents_can_be_read_when_it_is_gone()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        var sale = Goods.Document("SELL", "tea-1", 1, "sale-1");
        sale["body"]!["pos_print_results"] = new JsonArray(new JsonObject { ["fiscal_document_number"] = 7, ["check_sum"] = 10 });
        Assert.Equal(2, (await till.SendAsync(sale, Goods.Document("PAYBACK", "tea-1", 1, "back-1"))).Accepted.Count);
        await tenant.SettleAsync();
        (await tenant.Owner.DeleteAsync(tenant.Manage($"/devices/{till.DeviceId}"))).Expect(204);
        var store = tenant.Manage($"/stores/{till.StoreId}");
        string[] paths =
        [
            $"/stores/{till.StoreId}/documents", $"/stores/{till.StoreId}/documents?type=sell", $"/stores/{till.StoreId}/documents/sale-1",
            $"/stores/{till.StoreId.ToLowerInvariant()}/devices/{till.DeviceId}/documents", $"/api/v1/inventories/stores/{till.StoreId}/documents",
            $"/api/v2/inventories/stores/{till.StoreId}/documents", $"/api/v1/ofd/documents/{till.StoreId}", "/api/v1/ofd/documents",
        ];
        var before = new List<string>();
        foreach (var path in paths)
        {
            before.Add((await tenant.App.GetAsync(path)).Expect(200).Text);
            Assert.True(before[^1].Length > 150, $"{path} answered {before[^1]}");
        }

        Assert.Contains("?force=true", (string)(await tenant.Owner.DeleteAsync(store)).Expect(409).Json["title"]!, StringComparison.Ordinal);
        (await tenant.Owner.DeleteAsync(store + "?force=false")).Expect(409);
        Assert.Equal("force", (string)(await tenant.Owner.DeleteAsync(store + "?force=perhaps")).Expect(400).Json["violations"]![0]!["subject"]!);
        (await tenant.Owner.GetAsync(store)).Expect(200);

        (await tenant.Owner.DeleteAsync(store + "?force=true")).Expect(204);

        foreach (var gone in new[] { store, store + "?force=true" })
        {
            (await tenant.Owner.SendAsync(gone == store ? HttpMethod.Get : HttpMethod.Delete, gone)).Expect(404);
        }

        Assert.Equal("""{"items":[]}""", (await tenant.Owner.GetAsync(tenant.Manage("/stores"))).Text);
        Assert.Empty((await tenant.App.GetAsync("/stores")).Expect(200).Json["items"]!.AsArray());
        (await tenant.App.GetAsync($"/stores/{till.StoreId}")).Expect(404);
        (await tenant.App.GetAsync($"/stores/{till.StoreId}/products")).Expect(404);
        (await tenant.Owner.PostAsync(tenant.Manage("/devices"), new { name = "Till", storeId = till.StoreId })).Expect(422);
        Assert.Equal(before, await Task.WhenAll(paths.Select(async path => (await tenant.App.GetAsync(path)).Expect(200).Text)));
        Assert.NotEmpty((await tenant.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}/deliveries?documentId=sale-1")).Expect(200).Json["items"]!.AsArray());
        (await tenant.App.GetAsync("/stores/nowhere/documents")).Expect(404);

        (await tenant.Owner.PostAsync(tenant.Manage("/stores"), new { id = till.StoreId.ToLowerInvariant(), name = "Again" })).Expect(201);
        Assert.Equal(till.StoreId.ToLowerInvariant(), (string)(await tenant.App.GetAsync($"/stores/{till.StoreId}")).Expect(200).Json["id"]!);
        Assert.Equal(2, (await tenant.App.GetAsync(paths[0])).Expect(200).Json["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task An_id_of_ones_own_is_kept_found_in_any_case_and_not_given_twice()
    {
        var tenant = await TenantAsync();
        (await tenant.Owner.PostAsync(tenant.Manage("/stores"), new { id = "storeUuid-1", name = "First" })).Expect(201);

        (await tenant.Owner.PostAsync(tenant.Manage("/stores"), new { id = "STOREUUID-1", name = "Second" })).Expect(409);

        var found = (await tenant.App.GetAsync("/stores/STOREuuid-1")).Expect(200).Json;
        Assert.Equal(("storeUuid-1", "First"), ((string)found["id"]!, (string)found["name"]!));
    }

    [Fact]
    public async Task A_list_that_was_answered_before_is_answered_anew_after_a_change()
    {
        var tenant = await TenantAsync();
        var before = (await tenant.App.GetAsync("/stores")).Expect(200);
        var id = await tenant.AddStoreAsync();

        var after = (await tenant.App.GetAsync("/stores")).Expect(200);

        Assert.Empty(before.Json["items"]!.AsArray());
        Assert.Equal(id, (string)Assert.Single(after.Json["items"]!.AsArray())!["id"]!);
        Assert.NotEqual(before.Header("ETag"), after.Header("ETag"));
        var same = await tenant.App.SendAsync(HttpMethod.Get, "/stores", null, ("If-None-Match", after.Header("ETag")!));
        same.Expect(304);
        Assert.Empty(same.Bytes);
    }
}

public sealed class SqliteOwnerStoresTests : OwnerStoresTests<SqliteFixture>;

public sealed class PostgreSqlOwnerStoresTests : OwnerStoresTests<PostgreSqlFixture>;
