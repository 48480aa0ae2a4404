using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.OwnerAccount;

/// <summary>An owner puts an app on some terminals and not on others.</summary>
public abstract class TickedTerminalTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task A_store_with_a_terminal_that_lacks_the_app_is_closed_to_it()
    {
        var tenant = await TenantAsync();
        var (one, other) = (await tenant.OpenShopAsync(), await tenant.OpenShopAsync());
        var second = await tenant.AddTillAsync(other.StoreId);

        var ticked = await TickAsync(tenant, one.DeviceId.ToLowerInvariant(), second.DeviceId);

        Assert.Equal([one.DeviceId, second.DeviceId], ticked["devices"]!.AsArray().Select(id => (string)id!));
        (await tenant.App.GetAsync($"/stores/{one.StoreId}/products")).Expect(200);
        (await tenant.App.GetAsync("/stores")).Expect(200);
        var closed = (await tenant.App.GetAsync($"/stores/{other.StoreId}/products")).Expect(402);
        Assert.Equal("payment_required", (string)closed.Json["code"]!);
        Assert.Contains(other.StoreId, (string)closed.Json["message"]!, StringComparison.Ordinal);
        var inV1 = (await tenant.App.PostAsync($"/api/v1/inventories/stores/{other.StoreId.ToLowerInvariant()}/products", new[] { Goods.V1("tea") })).Expect(402);
        Assert.Equal(1004, (int)inV1.Json["errors"]![0]!["code"]!);
        Assert.Empty(Partner.At("/api/v2/installation/event"));

        await TickAsync(tenant, null);

        (await tenant.App.GetAsync($"/stores/{other.StoreId}/products")).Expect(200);
    }

    [Fact]
    public async Task A_terminal_that_comes_later_lacks_an_app_that_is_on_chosen_ones_and_closes_its_store_at_once()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        await TickAsync(tenant, till.DeviceId);
        (await tenant.App.GetAsync($"/stores/{till.StoreId}/products")).Expect(200);

        var later = await tenant.AddTillAsync(till.StoreId);

        (await tenant.App.GetAsync($"/stores/{till.StoreId}/products")).Expect(402);
        var push = new { devices = new[] { later.DeviceId }, payload = new { } };
        (await tenant.App.PostAsync($"/api/apps/{tenant.AppId}/push-notifications", push)).Expect(402);
        var deployments = (await tenant.Publisher.GetAsync($"/apps/{tenant.AppId}/installations/{tenant.OwnerId}/deployments")).Expect(200).Json["items"]!.AsArray();
        Assert.Equal(
            [(till.DeviceId, "INSTALL_SUCCEEDED"), (later.DeviceId, "NOT_APPLIED")],
            deployments.Select(item => ((string)item!["device_id"]!, (string)item["status"]!)));
        (await tenant.Owner.DeleteAsync(tenant.Manage($"/devices/{later.DeviceId}"))).Expect(204);
        (await tenant.App.GetAsync($"/stores/{till.StoreId}/products")).Expect(200);
    }

    [Fact]
    public async Task Terminals_are_chosen_at_the_installation_too_and_must_be_the_owners()
    {
        var tenant = await TenantAsync(install: false);
        var till = await tenant.OpenShopAsync();
        var stranger = await (await TenantAsync()).OpenShopAsync();
        var path = tenant.Manage($"/apps/{tenant.AppId}/installation");

        var refused = (await tenant.Owner.PostAsync(path, new { devices = new[] { till.DeviceId, stranger.DeviceId } })).Expect(400);
        Assert.Equal("devices", (string)refused.Json["violations"]![0]!["subject"]!);
        (await tenant.Owner.PostAsync(path, """{"devices":"all"}""")).Expect(400);
        (await tenant.Owner.PatchAsync(path, """{"devices":null}""")).Expect(404);
        var installed = (await tenant.Owner.PostAsync(path, new { devices = new[] { till.DeviceId } })).Expect(201).Json;
        Assert.Equal([till.DeviceId], installed["devices"]!.AsArray().Select(id => (string)id!));
        (await tenant.Owner.PatchAsync(path, """{"devices":["nobody"]}""")).Expect(400);
    }

    [Fact]
    public async Task Rights_may_follow_the_app_instead_of_being_frozen()
    {
        await using var server = await ServerFixture.StartAsync(new TStore(), settings: ("Apps:FrozenRights", "false"));
        var tenant = await Tenant.CreateAsync(server.Http, new { name = "Reader", rights = new JsonArray("store:read") });
        (await tenant.App.GetAsync("/employees")).Expect(403);

        (await tenant.Publisher.PatchAsync($"/manage/v1/apps/{tenant.AppId}", new { rights = new JsonArray("employee:read") })).Expect(200);

        (await tenant.App.GetAsync("/employees")).Expect(200);
        (await tenant.App.GetAsync("/stores")).Expect(403);
    }

    private static async Task<JsonNode> TickAsync(Tenant tenant, params string[]? devices) =>
        (await tenant.Owner.PatchAsync(tenant.Manage($"/apps/{tenant.AppId}/installation"), new { devices })).Expect(200).Json;
}

public sealed class SqliteTickedTerminalTests : TickedTerminalTests<SqliteFixture>;

public sealed class PostgreSqlTickedTerminalTests : TickedTerminalTests<PostgreSqlFixture>;
