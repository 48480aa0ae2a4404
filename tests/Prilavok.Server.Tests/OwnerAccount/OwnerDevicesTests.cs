using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.OwnerAccount;

public abstract class OwnerDevicesTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private static readonly string[] Facts = ["imei", "firmwareVersion", "serialNumber", "model", "location"];

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
    public async Task A_new_device_is_all_that_it_was_said_to_be()
    {
        var tenant = await TenantAsync();
        var storeId = await tenant.AddStoreAsync();
        var devices = tenant.Manage("/devices");
        var facts = new { imei = "352398080047279", firmwareVersion = "4.21.3", serialNumber = "00307401000000", model = "7_3", location = new { lng = 37.6173, lat = 55.755801m } };
        var made = (await tenant.Owner.PostAsync(devices, new { name = "Till", storeId, facts.imei, facts.firmwareVersion, facts.serialNumber, facts.model, facts.location })).Expect(201).Json.AsObject();

        Assert.Equal(
            """{"imei":"352398080047279","firmwareVersion":"4.21.3","serialNumber":"00307401000000","model":"7_3","location":{"lng":37.617300,"lat":55.755801}}""",
            new System.Text.Json.Nodes.JsonObject(Facts.Select(name => KeyValuePair.Create(name, made[name]?.DeepClone()))).ToJsonString());
        made.Remove("code");
        made.Remove("codeExpiresAt");
        Assert.Equal(made.ToJsonString(), (await tenant.Owner.GetAsync($"{devices}/{made["id"]}")).Expect(200).Json.ToJsonString());
        var told = (await tenant.App.GetAsync("/devices")).Expect(200).Json["items"]![0]!;
        Assert.Equal(("352398080047279", "7_3"), ((string)told["imei"]!, (string)told["device_model"]!));
        (await tenant.Owner.PostAsync(devices, new { name = "Till", storeId, imei = 7 })).Expect(400);
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
    public async Task The_token_of_a_removed_terminal_opens_at_once_nothing_but_the_bringing_of_documents()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1)); // The server knows the token by heart now.

        (await tenant.Owner.DeleteAsync(tenant.Manage($"/devices/{till.DeviceId}"))).Expect(204);

        (await till.Caller.PostAsync("/terminal/v1/documents", "[]")).Expect(200);
        (await till.Caller.PostAsync("/terminal/v1/products", "[]")).Expect(401);
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
