using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Api.Terminals;

public abstract class DevicesV2Tests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private static readonly object Facts = new
    {
        imei = "352398080047279",
        firmwareVersion = "4.21.3",
        serialNumber = "00307401000000",
        model = "7_3",
        location = new { lng = 37.6173, lat = 55.755801m },
    };

    [Fact]
    public async Task A_device_has_the_members_published_and_those_its_rights_show()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        (await tenant.Owner.PatchAsync(tenant.Manage($"/devices/{till.DeviceId}"), Facts)).Expect(200);

        var all = (await tenant.App.GetAsync("/devices")).Expect(200);
        Assert.Equal(
            $$$"""{"items":[{"id":"{{{till.DeviceId}}}","name":"Till","store_id":"{{{till.StoreId}}}","timezone_offset":10800000,"imei":"352398080047279","firmware_version":"4.21.3","location":{"lng":37.617300,"lat":55.755801},"user_id":"{{{tenant.OwnerId}}}","serial_number":"00307401000000","device_model":"7_3","created_at":"{{{At(all, "created_at")}}}","updated_at":"{{{At(all, "updated_at")}}}"}],"paging":{}}""",
            all.Text);
        Assert.Equal(all.Json["items"]![0]!.ToJsonString(), (await tenant.App.GetAsync($"/devices/{till.DeviceId.ToLowerInvariant()}/")).Expect(200).Json.ToJsonString());
        Assert.Equal(["imei"], await ShownAsync(tenant, "device.imei:read"));
        Assert.Equal(["firmware_version"], await ShownAsync(tenant, "device.firmware:read"));
        Assert.Equal(["location"], await ShownAsync(tenant, "device.location:read"));
        Assert.Empty(await ShownAsync(tenant));
    }

    [Fact]
    public async Task What_a_device_has_not_is_left_out()
    {
        var tenant = await TenantAsync();
        await tenant.OpenShopAsync();

        Assert.Equal(
            ["id", "name", "store_id", "timezone_offset", "user_id", "created_at", "updated_at"],
            (await tenant.App.GetAsync("/devices")).Expect(200).Json["items"]![0]!.AsObject().Select(member => member.Key));
    }

    [Fact]
    public async Task The_store_cuts_the_list_and_the_cursor_remembers_it()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        await tenant.OpenShopAsync();
        await tenant.AddTillAsync(till.StoreId);
        await tenant.AddTillAsync(till.StoreId);

        Assert.Equal(4, (await tenant.App.GetAsync("/devices?store_id=&cursor=&x=y")).Expect(200).Ids().Count);
        Assert.Equal(3, (await tenant.App.GetAsync($"/devices?store_id={till.StoreId.ToLowerInvariant()}")).Expect(200).Ids().Count);
        Assert.Equal(3, (await tenant.App.WalkAsync($"/devices?store_id={till.StoreId}&limit=1", "/devices?limit=1&")).Distinct().Count());
        Assert.Empty((await tenant.App.GetAsync("/devices?store_id=nowhere")).Expect(200).Ids());
    }

    [Fact]
    public async Task Another_owners_device_and_what_is_no_id_are_not_there()
    {
        var tenant = await TenantAsync();
        var till = await (await TenantAsync()).OpenShopAsync();

        Assert.Empty((await tenant.App.GetAsync("/devices")).Expect(200).Ids());
        Assert.Equal("""{"code":"not_found","message":"resource not found","violations":[]}""", (await tenant.App.GetAsync($"/devices/{till.DeviceId}")).Expect(404).Text);
        (await tenant.App.GetAsync("/devices/201fsd014-x")).Expect(404);
        (await tenant.App.GetAsync($"/devices?store_id={till.StoreId}")).Expect(200);
        Assert.Equal(["cursor: unknown cursor"], (await tenant.App.GetAsync("/devices?cursor=%25%25")).Violations());
    }

    [Fact]
    public async Task A_webhook_shows_no_more_than_the_rights_of_its_app()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        object AppAt(string path, params string[] rights) => new { name = path, rights, urls = new { devices = Partner.Url + path, documentsFormat = "v2" } };
        await tenant.AddAppAsync(AppAt("/few", "device:read", "device.imei:read"));
        await tenant.AddAppAsync(AppAt("/all", [.. Rights.All]));
        (await tenant.Owner.PatchAsync(tenant.Manage($"/devices/{till.DeviceId}"), Facts)).Expect(200);
        await tenant.SettleAsync();

        Assert.Equal(["imei"], Scoped(Assert.Single(Partner.At("/few")).Json["items"]![0]!));
        Assert.Equal(["imei", "firmware_version", "location"], Scoped(Assert.Single(Partner.At("/all")).Json["items"]![0]!));
    }

    [Theory]
    [InlineData("""{"location":{"lng":181,"lat":0}}""")]
    [InlineData("""{"location":{"lng":0,"lat":-90.1}}""")]
    [InlineData("""{"location":{"lng":0}}""")]
    [InlineData("""{"location":"Moscow"}""")]
    [InlineData("""{"imei":7}""")]
    public async Task What_is_no_place_and_no_number_is_not_taken(string body)
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();

        (await tenant.Owner.PatchAsync(tenant.Manage($"/devices/{till.DeviceId}"), body)).Expect(400);
        var device = (await tenant.Owner.GetAsync(tenant.Manage($"/devices/{till.DeviceId}"))).Expect(200).Json;
        Assert.Null(device["location"]);
        Assert.Null(device["imei"]);
    }

    /// <summary>The members that only some apps see, as shown to an app with just these rights.</summary>
    private static async Task<IEnumerable<string>> ShownAsync(Tenant tenant, params string[] rights)
    {
        var app = await tenant.AllowAsync([.. rights, "device:read"]);
        return Scoped((await app.GetAsync("/devices")).Expect(200).Json["items"]![0]!);
    }

    private static IEnumerable<string> Scoped(JsonNode device) =>
        device.AsObject().Select(member => member.Key).Intersect(["imei", "firmware_version", "location"]);

    private static string At(Answer page, string name)
    {
        var at = (string)page.Json["items"]![0]![name]!;
        Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{3}[+]0000$", at);
        return at;
    }
}

public sealed class SqliteDevicesV2Tests : DevicesV2Tests<SqliteFixture>;

public sealed class PostgreSqlDevicesV2Tests : DevicesV2Tests<PostgreSqlFixture>;
