using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Manage;

public abstract class OwnerDevicesTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public async Task A_device_is_made_read_moved_and_removed()
    {
        var tenant = await TenantAsync();
        var storeId = await tenant.AddStoreAsync();
        var devices = tenant.Manage("/devices");
        var made = (await tenant.Owner.PostAsync(devices, new { name = "Till", storeId, timezoneOffset = 25_200_000 })).Expect(201).Json;
        var id = (string)made["id"]!;

        var text = $$"""{"id":"{{id}}","name":"Till","storeId":"{{storeId}}","timezoneOffset":25200000,"imei":null,"firmwareVersion":null,"serialNumber":null,"model":null,"location":null}""";
        Assert.Equal(8, ((string)made["code"]!).Length);
        Assert.Equal(text, (await tenant.Owner.GetAsync($"{devices}/{id}")).Expect(200).Text);
        Assert.Equal($$"""{"items":[{{text}}]}""", (await tenant.Owner.GetAsync(devices)).Expect(200).Text);

        var elsewhere = await tenant.AddStoreAsync("Market");
        var moved = (await tenant.Owner.PatchAsync($"{devices}/{id}", new { storeId = elsewhere })).Expect(200).Json;
        Assert.Equal((elsewhere, "Till", 25_200_000), ((string)moved["storeId"]!, (string)moved["name"]!, (int)moved["timezoneOffset"]!));

        (await tenant.Owner.DeleteAsync($"{devices}/{id}")).Expect(204);
        (await tenant.Owner.GetAsync($"{devices}/{id}")).Expect(404);
        (await tenant.Owner.PatchAsync($"{devices}/{id}", new { name = "Gone" })).Expect(404);
        (await tenant.Owner.PostAsync($"{devices}/{id}/code", null)).Expect(404);
    }

    [Fact]
    public async Task An_unknown_store_is_refused()
    {
        var tenant = await TenantAsync();

        var answer = (await tenant.Owner.PostAsync(tenant.Manage("/devices"), new { name = "Till", storeId = "nowhere" })).Expect(422);

        Assert.Equal("storeId", (string)answer.Json["violations"]![0]!["subject"]!);
        Assert.Equal("""{"items":[]}""", (await tenant.Owner.GetAsync(tenant.Manage("/devices"))).Text);
    }

    [Fact]
    public async Task The_token_of_a_removed_terminal_is_dead_at_once()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1)); // The server knows the token by heart now.

        (await tenant.Owner.DeleteAsync(tenant.Manage($"/devices/{till.DeviceId}"))).Expect(204);

        (await till.Caller.PostAsync("/terminal/v1/documents", "[]")).Expect(401);
        (await till.Caller.GetAsync("/terminal/v1/changes")).Expect(401);
    }

    [Fact]
    public async Task A_moved_terminal_sells_in_its_new_store()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "here"));
        var elsewhere = await tenant.AddStoreAsync("Market");
        (await tenant.Owner.PatchAsync(tenant.Manage($"/devices/{till.DeviceId}"), new { storeId = elsewhere })).Expect(200);

        await till.SendAsync(Goods.Document("SELL", "tea-1", 1, "there"));

        (await tenant.App.GetAsync($"/stores/{till.StoreId}/documents/here")).Expect(200);
        (await tenant.App.GetAsync($"/stores/{elsewhere}/documents/there")).Expect(200);
    }
}

public sealed class SqliteOwnerDevicesTests : OwnerDevicesTests<SqliteFixture>;

public sealed class PostgreSqlOwnerDevicesTests : OwnerDevicesTests<PostgreSqlFixture>;
