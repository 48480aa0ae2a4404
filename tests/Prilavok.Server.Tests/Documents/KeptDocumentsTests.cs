using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Documents;

/// <summary>What lies in a database is read, though nobody would take it in today, and keeps nothing else from being read.</summary>
public abstract class KeptDocumentsTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Period = "?gtCloseDate=2026-02-15";

    protected override bool IsStill => true;

    /// <summary>Each of these once took a list of the whole store with it. An ellipsis stands for its third text, three hundred times.</summary>
    private static readonly (string Name, string Type, string Body, string Item)[] Shapes =
    [
        ("discounts", "SELL", """{"positions":[{"doc_distributed_discount":{}}],"doc_discounts":[…]}""", """{"discount_sum":46116860184273879}"""),
        ("change", "SELL", """{"payments":[{"type":"CASH","parts":[…]}]}""", """{"change":46116860184273879}"""),
        ("positions", "SELL", """{"positions":[…],"pos_print_results":[{"fiscal_document_number":1}]}""", """{"quantity":4611686018427387,"result_sum":46116860184273879}"""),
        ("tare", "OPEN_TARE", """{"positions":[…]}""", """{"sum":46116860184273879}"""),
        ("slip", "SELL", """{"positions":"garbage","pos_print_results":[{"fiscal_document_number":2}]}""", ""),
        ("nulls", "PAYBACK", """{"positions":[null,7,"x",{"tax":[],"quantity":{},"extra_keys":[null]}],"payments":null,"pos_print_results":[null,{"fiscal_document_number":3}]}""", ""),
        ("half", "SELL", """{"positions":[{"product_name":"\ud800"}]}""", ""),
        ("report", "Z_REPORT", """{"fiscal_document_number":4,"sales":{"sections":[…]}}""", """{"name":"НАЛИЧНЫМИ","value":46116860184273879}"""),
        ("unknown", "CORRECTION", """{"positions":[1e400],"a_b":1,"aB":2}""", ""),
        ("cash", "CASH_INCOME", """{"sum":[],"fiscal_document_number":{}}""", ""),
    ];

    [Fact]
    public async Task Lists_events_and_webhooks_tell_every_kept_document()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        await Kept.PutAsync(Server, tenant, till, [.. Shapes.Select(shape => (shape.Name, shape.Type, ContentOf(tenant, till, shape.Name, shape.Type, shape.Body.Replace("…", Many(shape.Item), StringComparison.Ordinal))))]);
        var good = Sample.Read("SELL");
        Assert.Single((await till.SendAsync(good)).Accepted);
        IReadOnlyList<string> all = [.. Shapes.Select(shape => shape.Name), (string)good["id"]!];

        Assert.Equal(all.Order(), (await ListAsync($"/api/v1/inventories/stores/{till.StoreId}/documents{Period}")).Select(one => (string)one["uuid"]!).Order());
        Assert.Equal(all.Order(), (await ListAsync($"/api/v2/inventories/stores/{till.StoreId}/documents{Period}")).Select(one => (string)one["id"]!).Order());
        Assert.Equal(all.Order(), (await ListAsync($"/stores/{till.StoreId}/documents", "items")).Select(one => (string)one["id"]!).Order());
        Assert.Equal(
            ["nulls", "positions", "report", "slip", (string)good["id"]!],
            (await ListAsync("/api/v1/ofd/documents?fromDate=2026-02-15", "data")).Select(one => (string)one["rqId"]!).OrderByDescending(id => id.Length < 10).ThenBy(id => id));
        var told = (await tenant.Publisher.GetAsync($"/api/apps/{tenant.AppId}/events?type=Document")).Expect(200).Json["items"]!.AsArray();
        Assert.Equal(all.Order(), told.Select(e => (string)e!["payload"]!["id"]!).Order());

        await tenant.SettleAsync();
        var sent = Partner.At($"/api/v1/inventories/stores/{till.StoreId}/documents").SelectMany(request => request.Json.AsArray());
        Assert.Equal(all.Order(), sent.Select(one => (string)one!["uuid"]!).Order());
        Assert.Equal(
            Shapes.Where(shape => shape.Type is "SELL" or "PAYBACK").Select(shape => shape.Name).Append((string)good["id"]!).Order(),
            Partner.At("/api/v2/receipts").Select(receipt => (string)receipt.Json["data"]!["id"]!).Order());

        async Task<IReadOnlyList<JsonNode>> ListAsync(string path, string? member = null)
        {
            var answer = (await tenant.App.GetAsync(path)).Expect(200).Json;
            return [.. (member is null ? answer : answer[member])!.AsArray().Select(one => one!)];
        }
    }

    [Fact]
    public async Task One_row_that_cannot_be_drawn_is_said_once_and_takes_no_page_with_it()
    {
        var tenant = await Tenant.CreateAsync(Server.Http, new { name = "Reader" });
        var till = await tenant.OpenShopAsync();
        var id = Goods.NewId();
        await Kept.PutAsync(Server, tenant, till, (id, "SELL", "{broken"));
        var good = Sample.Read("SELL");
        await till.SendAsync(good);

        foreach (var path in (string[])[$"/api/v1/inventories/stores/{till.StoreId}/documents{Period}", $"/api/v2/inventories/stores/{till.StoreId}/documents{Period}", $"/stores/{till.StoreId}/documents", "/api/v1/ofd/documents?fromDate=2026-02-15"])
        {
            Assert.Equal((string)good["id"]!, IdOf(Assert.Single(RowsOf((await tenant.App.GetAsync(path)).Expect(200).Json))));
        }

        var told = (await tenant.Publisher.GetAsync($"/api/apps/{tenant.AppId}/events?type=Document")).Expect(200).Json["items"]!.AsArray();
        Assert.Equal([id, (string)good["id"]!], told.Select(e => (string)e!["payload"]!["id"]!));
        Assert.Single(Server.Errors, error => error.Contains(id, StringComparison.OrdinalIgnoreCase) && error.Contains(tenant.OwnerId, StringComparison.Ordinal));

        static JsonArray RowsOf(JsonNode answer) => (answer as JsonArray ?? answer["items"] ?? answer["data"])!.AsArray();

        static string? IdOf(JsonNode? row) => (string?)(row!["uuid"] ?? row["rqId"] ?? row["id"]);
    }

    private static string Many(string item) => string.Join(',', Enumerable.Repeat(item, 300));

    private static string ContentOf(Tenant tenant, Till till, string id, string type, string body) =>
        $$"""{"type":"{{type}}","id":"{{id}}","extras":{},"number":1,"close_date":"2026-03-01T10:00:00.000+0000","time_zone_offset":999999999999999,"close_user_id":"nobody",""" +
        $$""""
        "device_id":"{{till.DeviceId}}","store_id":"{{till.StoreId}}","user_id":"{{tenant.OwnerId}}","body":{{body}},"created_at":"2026-03-01T10:00:00.000+0000","version":"V2"}
        """";
}

public sealed class SqliteKeptDocumentsTests : KeptDocumentsTests<SqliteFixture>;

public sealed class PostgreSqlKeptDocumentsTests : KeptDocumentsTests<PostgreSqlFixture>;
