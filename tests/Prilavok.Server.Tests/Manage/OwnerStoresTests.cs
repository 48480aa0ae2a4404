using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Manage;

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
