using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Documents;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.TerminalGateway;

/// <summary>Documents come in once, however often they are sent.</summary>
public abstract class IntakeTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Tea = "tea-1";

    private Tenant _tenant = null!;
    private Till _till = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _tenant = await TenantAsync();
        _till = await _tenant.OpenShopAsync();
        await _tenant.UploadAsync(_till.StoreId, Tea, quantity: 100);
        await _tenant.SettleAsync();
    }

    [Fact]
    public async Task What_is_sent_again_is_a_duplicate_and_moves_and_tells_nothing()
    {
        var sale = Goods.Document("SELL", Tea, 2);
        var id = (string)sale["id"]!;

        var first = await _till.SendAsync(sale);
        var head = await HeadAsync();
        var second = await _till.SendAsync(sale, sale);
        await _tenant.SettleAsync();

        Assert.Equal([id], first.Accepted);
        Assert.Empty(second.Accepted);
        Assert.Equal([id, id], second.Duplicates);
        Assert.Equal(head, await HeadAsync());
        Assert.Equal("98.0", await _tenant.QuantityAsync(_till.StoreId, Tea));
        Assert.Single(Partner.At("/api/v2/receipts"));
    }

    [Fact]
    public async Task Twice_in_one_request_is_once()
    {
        var sale = Goods.Document("SELL", Tea, 2);

        var taken = await _till.SendAsync(sale, sale.DeepClone());
        await _tenant.SettleAsync();

        Assert.Single(taken.Accepted);
        Assert.Single(taken.Duplicates);
        Assert.Equal("98.0", await _tenant.QuantityAsync(_till.StoreId, Tea));
        Assert.Single(Partner.At("/api/v2/receipts"));
    }

    [Fact]
    public async Task Another_content_under_the_same_id_replaces_and_takes_back_what_the_former_did()
    {
        var sale = Goods.Document("SELL", Tea, 2);
        await _till.SendAsync(sale);
        var head = await HeadAsync();
        sale["body"]!["positions"]![0]!["quantity"] = 7;

        var taken = await _till.SendAsync(sale);
        await _tenant.SettleAsync();

        Assert.Equal([(string)sale["id"]!], taken.Accepted);
        Assert.Equal(head + 1, await HeadAsync());
        Assert.Equal("93.0", await _tenant.QuantityAsync(_till.StoreId, Tea));
        var kept = Assert.Single((await _tenant.App.GetAsync($"/stores/{_till.StoreId}/documents")).Expect(200).Json["items"]!.AsArray());
        Assert.Equal(7, (int)kept!["body"]!["positions"]![0]!["quantity"]!);
        Assert.Equal(2, Partner.At("/api/v2/receipts").Count);
    }

    [Fact]
    public async Task The_last_of_two_contents_in_one_request_stays()
    {
        var sale = Goods.Document("SELL", Tea, 2);
        var other = sale.DeepClone();
        other["type"] = "PAYBACK";

        var taken = await _till.SendAsync(sale, other);

        Assert.Equal(2, taken.Accepted.Count);
        Assert.Equal("102.0", await _tenant.QuantityAsync(_till.StoreId, Tea));
        var kept = Assert.Single((await _tenant.App.GetAsync($"/stores/{_till.StoreId}/documents")).Expect(200).Json["items"]!.AsArray());
        Assert.Equal("PAYBACK", (string)kept!["type"]!);
    }

    [Fact]
    public async Task A_faulty_document_is_rejected_with_its_faults_and_the_others_are_kept()
    {
        var faulty = Goods.Document("SELL", Tea, 5, "faulty");
        faulty["close_date"] = "yesterday";
        faulty["store_id"] = "another";

        var taken = await _till.SendAsync(Goods.Document("SELL", Tea, 1, "good"), null, faulty);

        Assert.Equal(["good"], taken.Accepted);
        Assert.Equal(["", "faulty"], taken.Rejected.Select(rejected => (string)rejected["id"]!));
        Assert.Equal(["invalid_format", "validation_failed"], taken.Rejected.Select(rejected => (string)rejected["code"]!));
        Assert.Equal(["close_date", "store_id"], taken.Rejected[1]["violations"]!.AsArray().Select(v => (string)v!["subject"]!));
        Assert.Equal("99.0", await _tenant.QuantityAsync(_till.StoreId, Tea));
    }

    [Theory]
    [InlineData("""{"type":"SELL","id":"faulty","close_date":"2026-11-02T08:00:00.000+0000","body":{"positions":[{"product_id":"tea-1","quantity":5,"quantity":6}]}}""", "validation_failed")]
    [InlineData("""{"type":"SELL","id":"faulty","close_date":"2026-11-02T08:00:00.000+0000","body":{"positions":[{"product_id":"tea-1","quantity":5,"product_name":"\ud83d"}]}}""", "invalid_format")]
    public async Task A_document_that_cannot_be_kept_as_it_is_takes_no_other_with_it(string faulty, string code)
    {
        var good = Goods.Document("SELL", Tea, 1, "good").ToJsonString();

        var taken = (await _till.Caller.PostAsync("/terminal/v1/documents", $"[{faulty},{good}]")).Expect(200).Json;

        Assert.Equal("""["good"]""", taken["accepted"]!.ToJsonString());
        Assert.Equal("faulty", (string?)taken["rejected"]![0]!["id"]);
        Assert.Equal(code, (string?)taken["rejected"]![0]!["code"]);
        Assert.Equal("99.0", await _tenant.QuantityAsync(_till.StoreId, Tea));
    }

    [Fact]
    public async Task The_same_in_another_spelling_is_a_duplicate_and_moves_and_tells_nothing()
    {
        var sale = Goods.Document("SELL", Tea, 2);
        sale["body"]!["positions"]![0]!["product_name"] = "Чай";
        await _till.SendAsync(sale);
        var head = await HeadAsync();

        for (var seed = 0; seed < 20; seed++)
        {
            var other = Spelling.Of(sale.ToJsonString(), new Random(seed));
            var taken = (await _till.Caller.PostAsync("/terminal/v1/documents", $"[{other}]")).Expect(200).Json;
            Assert.Equal($"""["{sale["id"]}"]""", taken["duplicates"]!.ToJsonString());
        }

        Assert.Equal(head, await HeadAsync());
        Assert.Equal("98.0", await _tenant.QuantityAsync(_till.StoreId, Tea));
    }

    [Fact]
    public async Task A_terminal_whose_zone_was_set_anew_brings_no_other_documents()
    {
        var sale = Goods.Document("SELL", Tea, 2);
        sale.Remove("time_zone_offset");
        await _till.SendAsync(sale);

        (await _tenant.Owner.PatchAsync(_tenant.Manage($"/devices/{_till.DeviceId}"), new { timezoneOffset = 25_200_000 })).Expect(200);

        Assert.Single((await _till.SendAsync(sale)).Duplicates);
    }

    [Fact]
    public async Task A_terminal_whose_clock_is_years_off_loses_no_receipt()
    {
        var early = Goods.Document("SELL", Tea, 1, "early");
        early["close_date"] = "1970-01-01T00:00:00.000+0000";
        var late = Goods.Document("SELL", Tea, 1, "late");
        late["close_date"] = "2099-12-31T23:59:59.000+0000";

        var taken = await _till.SendAsync(early, late);

        Assert.Equal(["early", "late"], taken.Accepted);
        var items = (await _tenant.App.GetAsync($"/stores/{_till.StoreId}/documents")).Expect(200).Json["items"]!.AsArray();
        Assert.Equal(["1970-01-01T00:00:00.000+0000", "2099-12-31T23:59:59.000+0000"], items.Select(item => (string)item!["close_date"]!));
    }

    [Fact]
    public async Task More_than_five_hundred_at_once_are_refused_and_none_is_kept()
    {
        var documents = new JsonArray([.. Enumerable.Range(0, 501).Select(_ => (JsonNode)Goods.Document("SELL", Tea, 1))]);

        (await _till.Caller.PostAsync("/terminal/v1/documents", documents)).Expect(400);

        Assert.Equal("100.0", await _tenant.QuantityAsync(_till.StoreId, Tea));
    }

    [Fact]
    public async Task Tills_that_send_the_same_at_once_move_the_stock_once()
    {
        var sale = Goods.Document("SELL", Tea, 3);

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _till.SendAsync(sale.DeepClone())));
        await _tenant.SettleAsync();

        Assert.Single(taken.SelectMany(answer => answer.Accepted));
        Assert.Equal(7, taken.Sum(answer => answer.Duplicates.Count));
        Assert.Equal("97.0", await _tenant.QuantityAsync(_till.StoreId, Tea));
        Assert.Single(Partner.At("/api/v2/receipts"));
    }

    /// <summary>The number of the owner's last event.</summary>
    private async Task<long> HeadAsync() => (long)(await _tenant.LanesAsync())[0]!["head"]!;
}

public sealed class SqliteIntakeTests : IntakeTests<SqliteFixture>;

public sealed class PostgreSqlIntakeTests : IntakeTests<PostgreSqlFixture>;
