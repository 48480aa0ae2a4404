using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Delivery;

/// <summary>Each webhook at its documented path, by its method, with its token.</summary>
public abstract class ChannelTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string OfUser = "Bearer " + PartnerService.UserToken;

    [Fact]
    public async Task What_is_told_of_the_installation_carries_the_token_of_the_service()
    {
        var tenant = await TenantAsync(install: false);
        var token = (string)(await tenant.InstallAsync())["token"]!;
        await tenant.SettleAsync();
        (await tenant.Owner.DeleteAsync(tenant.Manage($"/apps/{tenant.AppId}/installation"))).Expect(204);
        await tenant.SettleAsync();

        var given = Assert.Single(Partner.At("/api/v1/user/token"));
        Assert.Equal($$"""{"userId":"{{tenant.OwnerId}}","userUuid":"{{tenant.OwnerId}}","token":"{{token}}"}""", given.Body);
        AssertHeaders(tenant, given, "POST", Tenant.ServiceToken);
        var events = Partner.At("/api/v2/installation/event");
        Assert.Equal(["ApplicationInstalled", "ApplicationUninstalled"], events.Select(e => (string)e.Json["type"]!));
        Assert.All(events, e => AssertHeaders(tenant, e, "POST", Tenant.ServiceToken));
        Assert.All(events, e => Assert.Equal(
            $$"""{"productId":"{{tenant.AppId}}","userId":"{{tenant.OwnerId}}"}""", e.Json["data"]!.ToJsonString()));
    }

    [Fact]
    public async Task Everything_else_carries_the_token_of_the_user()
    {
        var tenant = await TenantAsync(install: false);
        await tenant.InstallAsync();
        var till = await tenant.OpenShopAsync();
        var roleId = await tenant.RoleAsync("Кассир");
        var employee = (await tenant.Owner.PostAsync(
            tenant.Manage("/employees"), new { name = "Cashier", roleId, stores = new[] { till.StoreId }, phone = 79005550101 })).Expect(201).Json;
        await till.MakeAsync(Goods.V2("tea-1"));
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1));
        await tenant.SettleAsync();

        Told("PUT", "/api/v1/inventories/stores", $$"""[{"uuid":"{{till.StoreId}}","name":"Corner shop","address":null}]""");
        Told("PUT", "/api/v1/inventories/devices", $$"""[{"uuid":"{{till.DeviceId}}","name":"Till","storeUuid":"{{till.StoreId}}","timezoneOffset":10800000}]""");
        Told(
            "PUT",
            "/api/v1/inventories/employees",
            $$"""[{"uuid":"{{employee["id"]}}","name":"Cashier","lastName":null,"patronymicName":null,"phone":79005550101,"stores":["{{till.StoreId}}"],"role":"CASHIER"}]""");
        Told("POST", $"/api/v1/inventories/stores/{till.StoreId}/products");
        Told("PUT", $"/api/v1/inventories/stores/{till.StoreId}/documents");
        Told("POST", "/api/v2/receipts");

        void Told(string method, string path, string? body = null)
        {
            var told = Assert.Single(Partner.At(path));
            AssertHeaders(tenant, told, method, OfUser);
            Assert.Equal(body ?? told.Body, told.Body);
        }
    }

    [Fact]
    public async Task As_long_as_the_service_gave_no_token_its_own_is_sent()
    {
        var tenant = await TenantAsync();
        await tenant.AddStoreAsync();
        await tenant.SettleAsync();

        Assert.Equal(Tenant.ServiceToken, Assert.Single(Partner.At("/api/v1/inventories/stores")).Authorization);
    }

    [Fact]
    public async Task Of_the_second_generation_entities_come_as_items_and_documents_one_by_one()
    {
        var tenant = await Tenant.CreateAsync(Server.Http, new
        {
            name = "Modern",
            serviceToken = Tenant.ServiceToken,
            urls = new
            {
                stores = Partner.Url + "/stores",
                roles = Partner.Url + "/roles",
                documents = Partner.Url + "/",
                documentsFormat = "v2",
            },
        });
        var till = await tenant.OpenShopAsync();
        var role = (await tenant.Owner.PostAsync(tenant.Manage("/roles"), new { name = "Trainee", rights = Array.Empty<string>() })).Expect(201).Json;
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "one"), Goods.Document("SELL", "tea-1", 1, "two"));
        await tenant.SettleAsync();

        var store = Assert.Single(Assert.Single(Partner.At("/stores")).Json["items"]!.AsArray())!;
        Assert.Equal((till.StoreId, tenant.OwnerId), ((string)store["id"]!, (string)store["user_id"]!));
        Assert.Equal((string)role["id"]!, (string)Assert.Single(Assert.Single(Partner.At("/roles")).Json["items"]!.AsArray())!["id"]!);
        Assert.Equal(["one", "two"], Partner.At("/").Select(told => (string)told.Json["id"]!));
        Assert.All(Partner.At("/"), told => AssertHeaders(tenant, told, "PUT", Tenant.ServiceToken));
    }

    private static void AssertHeaders(Tenant tenant, Received told, string method, string authorization)
    {
        Assert.Equal(method, told.Method);
        Assert.Equal(authorization, told.Authorization);
        Assert.Equal(tenant.OwnerId, told.Headers["X-Evotor-User-Id"]);
        Assert.Equal("application/json;charset=UTF-8", told.Headers["Content-Type"]);
        Assert.Equal(told.Body.Length > 0, told.Headers.ContainsKey("Content-Length"));
        Assert.True(Guid.TryParseExact(told.WebhookId, "D", out _), told.WebhookId);
    }
}

public sealed class SqliteChannelTests : ChannelTests<SqliteFixture>;

public sealed class PostgreSqlChannelTests : ChannelTests<PostgreSqlFixture>;
