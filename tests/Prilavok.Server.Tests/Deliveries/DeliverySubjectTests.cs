using System.Text.Json.Nodes;
using Dapper;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Deliveries;

/// <summary>Whoever looks at a delivery sees what it is about, and finds it by that.</summary>
public abstract class DeliverySubjectTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private Tenant _tenant = null!;
    private Till _till = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _tenant = await TenantAsync();
        _till = await _tenant.OpenShopAsync();
    }

    [Fact]
    public async Task A_document_is_named_by_id_type_number_store_and_terminal()
    {
        await SellAsync("sale-1", "SELL", 7);
        await SellAsync("back-1", "PAYBACK", 8);

        var receipts = await ListAsync("?channel=receipts");

        Assert.Equal(
            new[] { ("sale-1", "SELL", "7"), ("back-1", "PAYBACK", "8") }.Select(one => $"{one} {_till.StoreId} {_till.DeviceId}").Order(),
            receipts.Select(item => $"{((string)item["documentId"]!, (string)item["type"]!, item["number"]!.ToJsonString())} {item["storeId"]} {item["deviceId"]}").Order());
        Assert.All(receipts, item =>
        {
            var about = Assert.Single(item["about"]!.AsArray())!;
            Assert.Equal(((string)item["documentId"]!, "document", (long)item["firstSeq"]!), ((string)about["documentId"]!, (string)about["kind"]!, (long)about["seq"]!));
        });
        var whole = (await _tenant.Publisher.GetAsync($"/manage/v1/deliveries/{receipts[0]["id"]}")).Expect(200).Json;
        Assert.Equal(((string)receipts[0]["documentId"]!, receipts[0]["about"]!.ToJsonString()), ((string)whole["documentId"]!, whole["about"]!.ToJsonString()));
        Assert.Equal(receipts[0]["about"]!.ToJsonString(), whole["attempts"]![0]!["about"]!.ToJsonString());
    }

    [Fact]
    public async Task Everything_else_is_named_by_the_name_of_its_id()
    {
        var roleId = (string)(await _tenant.Owner.PostAsync(_tenant.Manage("/roles"), """{"name":"Trainee","rights":["DOCUMENTS_JOURNAL"]}""")).Expect(201).Json["id"]!;
        var employeeId = (string)(await _tenant.Owner.PostAsync(_tenant.Manage("/employees"), new { name = "Cashier", roleId })).Expect(201).Json["id"]!;
        await _till.MakeAsync(Goods.V2("tea-1"));
        await _tenant.SettleAsync();

        Assert.Equal(_till.StoreId, await OneAsync("stores", "storeId"));
        Assert.Equal(_till.DeviceId, await OneAsync("devices", "deviceId"));
        Assert.Equal(employeeId, await OneAsync("employees", "employeeId"));
        Assert.Equal("tea-1", await OneAsync("products", "productId"));

        async Task<string> OneAsync(string channel, string name)
        {
            var item = Assert.Single((await ListAsync($"?channel={channel}")).DistinctBy(item => (string)item["id"]!));
            Assert.Equal((string)item[name]!, (string)item["about"]![0]![name]!);
            Assert.Equal([(string)item["id"]!], (await ListAsync($"?channel={channel}&{name}={((string)item[name]!).ToLowerInvariant()}")).Select(found => (string)found["id"]!));
            Assert.Empty(await ListAsync($"?channel={channel}&{name}=another"));
            return (string)item[name]!;
        }
    }

    [Fact]
    public async Task A_batch_names_all_it_holds_and_is_found_by_each()
    {
        await _tenant.SettleAsync();
        await PauseAsync("documents");
        await _till.SendAsync([.. Enumerable.Range(0, 30).Select(i => Goods.Document(i % 3 == 0 ? "PAYBACK" : "SELL", "tea-1", 1, $"d{i}"))]);
        await ResumeAsync("documents");
        await _tenant.SettleAsync();

        var batch = Assert.Single(await ListAsync("?channel=documents"));

        Assert.Equal(Enumerable.Range(0, 30).Select(i => $"d{i}"), batch["about"]!.AsArray().Select(one => (string)one!["documentId"]!));
        Assert.Null(batch["documentId"]);
        Assert.Null(batch["aboutMore"]);
        foreach (var query in new[] { "documentId=d29", "documentId=d0", "type=payback", $"storeId={_till.StoreId}&type=SELL", $"deviceId={_till.DeviceId}" })
        {
            Assert.Equal((string)batch["id"]!, (string)Assert.Single(await ListAsync("?channel=documents&" + query))["id"]!);
        }

        Assert.Empty(await ListAsync("?channel=documents&type=ACCEPT"));
        Assert.Empty(await ListAsync("?channel=documents&storeId=nowhere"));
    }

    [Fact]
    public async Task A_channel_names_only_what_it_tells()
    {
        await SellAsync("open-1", "OPEN_SESSION", 1);
        await SellAsync("sale-1", "SELL", 2);
        await SellAsync("close-1", "CLOSE_SESSION", 3);

        var receipt = Assert.Single(await ListAsync("?channel=receipts"));

        Assert.Equal("sale-1", (string)receipt["documentId"]!);
        Assert.Empty(await ListAsync("?channel=receipts&type=OPEN_SESSION"));
        Assert.Single(await ListAsync("?channel=documents&number=3"));
    }

    [Fact]
    public async Task A_lane_says_what_it_tells_next_and_is_found_by_it()
    {
        await _tenant.SettleAsync();
        await PauseAsync("receipts");
        await SellAsync("open-1", "OPEN_SESSION", 1);
        await SellAsync("sale-1", "SELL", 2);
        await SellAsync("sale-2", "SELL", 3);

        var lanes = await _tenant.LanesAsync();

        Assert.Equal("sale-1", (string)Lane(lanes, "receipts")["oldest"]!["documentId"]!);
        Assert.Null(Lane(lanes, "stores")["oldest"]);
        var queued = (await _tenant.Publisher.GetAsync($"{Deliveries}?status=queued&type=sell&storeId={_till.StoreId}")).Expect(200).Json["queued"]!.AsArray();
        Assert.Equal("sale-1", (string)Assert.Single(queued)!["oldest"]!["documentId"]!);
        Assert.Empty((await _tenant.Publisher.GetAsync($"{Deliveries}?status=queued&storeId=nowhere")).Expect(200).Json["queued"]!.AsArray());
        var steered = await ResumeAsync("receipts");
        Assert.NotNull(steered.AsObject()["id"]);
        await _tenant.SettleAsync();
        Assert.Null(Lane(await _tenant.LanesAsync(), "receipts")["oldest"]);

        static JsonNode Lane(JsonArray lanes, string channel) => lanes.Single(lane => (string)lane!["channel"]! == channel)!;
    }

    [Fact]
    public async Task What_was_given_up_is_named_and_found()
    {
        await SellAsync("sale-1", "SELL", 7);
        var seq = (long)Assert.Single(await ListAsync("?channel=receipts"))["firstSeq"]!;
        await using (var connection = await Server.Store.OpenAsync())
        {
            await connection.ExecuteAsync(
                "INSERT INTO dead_letters (owner_id, app_id, channel, first_seq, last_seq, at, error) VALUES (@OwnerId, @AppId, 7, @seq, @seq, 1700000000000, 'refused')",
                new { _tenant.OwnerId, _tenant.AppId, seq });
        }

        foreach (var query in new[] { "", "&type=SELL", "&number=7", $"&storeId={_till.StoreId}", "&documentId=sale-1" })
        {
            var dead = Assert.Single((await _tenant.Publisher.GetAsync($"{Deliveries}?status=dead{query}")).Expect(200).Json["dead"]!.AsArray())!;
            Assert.Equal(("sale-1", "SELL", 7), ((string)dead["documentId"]!, (string)dead["type"]!, (int)dead["about"]![0]!["number"]!));
        }

        Assert.Empty((await _tenant.Publisher.GetAsync($"{Deliveries}?status=dead&number=8")).Expect(200).Json["dead"]!.AsArray());
    }

    [Fact]
    public async Task A_stream_names_what_each_attempt_is_about()
    {
        await _tenant.SettleAsync();
        using var stream = await LiveStream.OpenAsync(_tenant, "?channel=receipts");
        await SellAsync("sale-1", "SELL", 7);

        var attempt = await stream.NextAsync();

        Assert.Equal(("sale-1", "SELL", _till.StoreId), ((string)attempt.Data["documentId"]!, (string)attempt.Data["type"]!, (string)attempt.Data["about"]![0]!["storeId"]!));
    }

    private string Deliveries => $"/manage/v1/apps/{_tenant.AppId}/deliveries";

    private async Task SellAsync(string id, string type, JsonNode number)
    {
        var document = Goods.Document(type, "tea-1", 1, id);
        document["number"] = number;
        Assert.Equal([id], (await _till.SendAsync(document)).Accepted);
        await _tenant.SettleAsync();
    }

    private async Task<IReadOnlyList<JsonNode>> ListAsync(string query) =>
        [.. (await _tenant.Publisher.GetAsync(Deliveries + query)).Expect(200).Json["items"]!.AsArray().Select(item => item!)];

    private Task<JsonNode> PauseAsync(string channel) => SteerAsync(channel, "pause");

    private Task<JsonNode> ResumeAsync(string channel) => SteerAsync(channel, "resume");

    private async Task<JsonNode> SteerAsync(string channel, string order) =>
        (await _tenant.Publisher.PostAsync($"/manage/v1/apps/{_tenant.AppId}/lanes/{_tenant.OwnerId}.{channel}/{order}", new { })).Expect(200).Json;
}

public sealed class SqliteDeliverySubjectTests : DeliverySubjectTests<SqliteFixture>;

public sealed class PostgreSqlDeliverySubjectTests : DeliverySubjectTests<PostgreSqlFixture>;
