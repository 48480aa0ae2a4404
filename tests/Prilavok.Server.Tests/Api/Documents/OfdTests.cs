using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Documents;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Api.Documents;

/// <summary>The shop as its fiscal data operator would tell of it.</summary>
public abstract class OfdTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string NoTime = "must be a time, as 2026-01-31T23:59:59.999+0000, or a day, as 2026-01-31";
    private const string Documents = "/api/v1/ofd/documents/";

    /// <summary>Before the samples, all of which are of one morning.</summary>
    private const string Since = "?fromDate=2026-02-15T00:00:00.000%2B03:00";

    protected override bool IsStill => true;

    [Fact]
    public async Task Fiscal_documents_become_receipts_in_kopecks_and_no_others_do()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        await till.SendAsync([.. Sample.Names.Select(name => Sample.Read(name))]);

        var answer = (await tenant.App.GetAsync(Documents + Since)).Expect(200);

        await Snapshot.MatchAsync(JsonText.Pretty(answer.Text), "ofd.json");
        Assert.Equal(answer.Text, (await tenant.App.GetAsync(Documents.TrimEnd('/') + Since)).Expect(200).Text);
    }

    [Fact]
    public async Task The_cashier_is_named_where_the_owner_knows_one()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        var role = (string)(await tenant.App.GetAsync("/employees/roles")).Expect(200).Json["items"]![0]!["id"]!;
        var cashier = (await tenant.App.PostAsync("/employees", new { name = "Анна", last_name = "Лебедева", phone = 1, role_id = role })).Expect(200).Json;
        var sale = Sample.Read("SELL");
        sale["close_user_id"] = ((string)cashier["id"]!).ToLowerInvariant();
        await till.SendAsync(sale, Sample.Read("PAYBACK"));

        Assert.Equal(["Лебедева Анна", null], (await DataAsync(tenant.App, Since)).Select(receipt => (string?)receipt["operator"]));
    }

    [Fact]
    public async Task Stores_and_devices_have_numbers_that_nothing_moves()
    {
        var tenant = await TenantAsync();
        var first = await tenant.OpenShopAsync();
        await LaterAsync(tenant);
        var second = await tenant.OpenShopAsync();
        (await tenant.Owner.PatchAsync(tenant.Manage($"/stores/{second.StoreId}"), new { address = "Тула" })).Expect(200);
        var stores = (await tenant.App.GetAsync("/api/v1/ofd/stores")).Expect(200);
        var devices = (await tenant.App.GetAsync("/api/v1/ofd/devices/")).Expect(200);
        var (one, two) = (Number(stores, "id", 0), Number(stores, "id", 1));

        Assert.Equal(
            $$"""{"version":2,"provider":"OFD","data":[{"id":{{one}},"parentId":0,"name":"Corner shop"},{"id":{{two}},"parentId":0,"name":"Corner shop"}]}""",
            stores.Text);
        Assert.Equal(
            $$"""{"version":2,"provider":"OFD","data":[{"id":{{Number(devices, "id", 0)}},"storeId":{{one}},"name":"Till","address":null},{"id":{{Number(devices, "id", 1)}},"storeId":{{two}},"name":"Till","address":"Тула"}]}""",
            devices.Text);
        Assert.All([one, two, Number(devices, "id", 0), Number(devices, "id", 1)], number => Assert.InRange(number, 1, 999_999_999_999_999));

        (await tenant.Owner.DeleteAsync(tenant.Manage($"/devices/{first.DeviceId}"))).Expect(204);
        (await tenant.Owner.DeleteAsync(tenant.Manage($"/stores/{first.StoreId}"))).Expect(204);
        Assert.Equal(two, Number((await tenant.App.GetAsync("/api/v1/ofd/stores")).Expect(200), "id", 0));
        Assert.Equal(Number(devices, "id", 1), Number((await tenant.App.GetAsync("/api/v1/ofd/devices")).Expect(200), "id", 0));
    }

    [Fact]
    public async Task Stores_devices_kinds_and_times_cut_the_list()
    {
        var tenant = await TenantAsync();
        var first = await tenant.OpenShopAsync();
        await LaterAsync(tenant);
        var second = await tenant.AddTillAsync(first.StoreId);
        var third = await tenant.OpenShopAsync();
        await first.SendAsync(Sample.Read("SELL"));
        await second.SendAsync(Sample.Read("PAYBACK"), Sample.Read("Z_REPORT"));
        await third.SendAsync(Sample.Read("BUY"));
        var store = Number((await tenant.App.GetAsync("/api/v1/ofd/stores")).Expect(200), "id", 0);
        var device = (long)(await tenant.App.GetAsync("/api/v1/ofd/devices")).Expect(200).Json["data"]!.AsArray()
            .Where(device => (long)device!["storeId"]! == store).Select(device => device!["id"]!).Last();

        Assert.Equal([1, 2, null, 3], await KindsAsync(Since));
        Assert.Equal([1, 2, null], await KindsAsync($"{Since}&storeId={store}&deviceId="));
        Assert.Equal([2, null], await KindsAsync($"{Since}&deviceId={device}"));
        Assert.Equal([2], await KindsAsync($"{Since}&deviceId={second.DeviceId.ToLowerInvariant()}&docType=PAYBACK"));
        Assert.Equal([1, null], await KindsAsync($"{Since}&docType=SELL,z_report"));
        Assert.Equal([3], await KindsAsync($"{Since}&storeId={third.StoreId}"));
        Assert.Equal([1], await KindsAsync("?fromDate=2026-03-01T13:01:15.000+03:00&toDate=2026-03-01T13:01:16.000%2B03:00"));
        Assert.Empty(await KindsAsync("?fromDate=2026-03-01T13:00:00.000%2B03:00&toDate=2026-03-01T13:01:15.000%2B03:00"));
        Assert.Equal([1, 2, null, 3], await KindsAsync(""));
        Assert.Empty(await KindsAsync($"{Since}&storeId=12345"));
        Assert.Empty(await KindsAsync($"{Since}&deviceId=99999999999999999999999"));
        Assert.Empty(await KindsAsync($"{Since}&docType=OPEN_SESSION"));

        async Task<IEnumerable<int?>> KindsAsync(string query) => (await DataAsync(tenant.App, query)).Select(receipt => (int?)receipt["operationType"]);
    }

    /// <summary>The published path has no store in it; live clients put the cloud's id of one there, and name the rest otherwise.</summary>
    [Fact]
    public async Task The_store_may_stand_in_the_path_as_live_clients_put_it()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        await (await tenant.OpenShopAsync()).SendAsync(Sample.Read("BUY"));
        await till.SendAsync(Sample.Read("SELL"), Sample.Read("PAYBACK"));
        var query = $"?deviceId={till.DeviceId}&from=2026-03-01T00:00:00%2B03:00&to=2026-03-02T00:00:00%2B03:00&type=SELL";

        var there = (await tenant.App.GetAsync($"/api/v1/ofd/documents/{till.StoreId}{query}")).Expect(200).Json;

        Assert.Equal(3021, (int)there["data"]!.AsArray().Single()!["fiscalDocumentNumber"]!);
        Assert.Equal("{}", (await tenant.App.GetAsync($"/api/v1/ofd/documents/{Guid.Empty}{query}")).Expect(404).Text);
        (await tenant.App.GetAsync($"/api/v1/ofd/documents/12345{query}")).Expect(404);
    }

    [Fact]
    public async Task Each_slip_of_a_receipt_is_a_receipt()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        var sale = Sample.Read("SELL");
        var body = sale["body"]!;
        body["positions"]![1]!["print_group_id"] = "second";
        body["payments"]![0]!["parts"]![0]!["print_group_id"] = "second";
        body["print_groups"]!.AsArray().Add(new JsonObject { ["id"] = "second", ["org_name"] = "ИП Сыров", ["org_inn"] = "770000000001", ["taxation_system"] = "PATENT" });
        var slip = body["pos_print_results"]![0]!.DeepClone();
        slip["print_group_id"] = "second";
        slip["fiscal_document_number"] = 3022;
        slip["check_sum"] = null;
        slip["receipt_date"] = "nonsense";
        body["pos_print_results"]!.AsArray().Add(slip);
        var unprinted = slip.DeepClone();
        unprinted["fiscal_document_number"] = null;
        body["pos_print_results"]!.AsArray().Add(unprinted);
        await till.SendAsync(sale);

        var data = await DataAsync(tenant.App, Since);

        Assert.Equal(
            [(3021, "ООО Ромашка", 1, 91819, 41819, 0, 1, "2026.03.01 13:21:00.000"), (3022, "ИП Сыров", 32, 71299, 0, 50000, 1, "2026.03.01 13:01:15.000")],
            data.Select(one => (
                (int)one["fiscalDocumentNumber"]!, (string)one["user"]!, (int)one["taxationType"]!, (int)one["totalSum"]!, (int)one["cashTotalSum"]!,
                (int)one["ecashTotalSum"]!, one["items"]!.AsArray().Count, (string)one["receiptDate"]!)));
    }

    [Theory]
    [InlineData("?storeId=abc", "storeId", "abc", "must be a number of the list, or an id")]
    [InlineData("?deviceId=-1", "deviceId", "-1", "must be a number of the list, or an id")]
    [InlineData("?fromDate=yesterday", "fromDate", "yesterday", NoTime)]
    [InlineData("?toDate=2026-13-01", "toDate", "2026-13-01", NoTime)]
    [InlineData("?toDate=0001-01-01", "toDate", "0001-01-01", NoTime)]
    [InlineData("?fromDate=2026-03-02&toDate=2026-03-01", "fromDate", "2026-03-02", "must not be after toDate")]
    [InlineData("?from=9999-12-31&to=2026-03-01", "fromDate", "9999-12-31", "must not be after toDate")]
    public async Task A_parameter_that_cannot_be_used_is_named(string query, string subject, string value, string reason) => Assert.Equal(
        $$"""{"errors":[{"code":2003,"reason":"{{reason}}","subject":"{{subject}}","value":"{{value}}"}]}""",
        (await (await TenantAsync()).App.GetAsync(Documents + query)).Expect(400).Text);

    private static long Number(Answer answer, string name, int index) => (long)answer.Json["data"]![index]![name]!;

    /// <summary>What comes next is younger, and after the former in lists.</summary>
    private static Task LaterAsync(Tenant tenant) => tenant.TurnAsync(new { advance = "PT1S" });

    private static async Task<IReadOnlyList<JsonNode>> DataAsync(Caller app, string query) =>
        [.. (await app.GetAsync(Documents + query)).Expect(200).Json["data"]!.AsArray().Select(receipt => receipt!)];
}

public sealed class SqliteOfdTests : OfdTests<SqliteFixture>;

public sealed class PostgreSqlOfdTests : OfdTests<PostgreSqlFixture>;
