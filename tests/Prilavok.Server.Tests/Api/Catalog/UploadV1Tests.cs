using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Api.Catalog;

/// <summary>Uploads of v1 as inventory systems make them: everything in one request.</summary>
public abstract class UploadV1Tests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const int Many = 1000;

    [Fact]
    public async Task A_thousand_goods_and_groups_come_in_one_packed_request_and_an_empty_list_takes_them_away()
    {
        var tenant = await TenantAsync();
        var products = $"/api/v1/inventories/stores/{await tenant.AddStoreAsync()}/products";
        var ids = Enumerable.Range(0, Many).Select(_ => Goods.NewId()).ToList();
        var goods = new JsonArray([.. ids.Select((id, i) => i % 10 == 0 ? Group(id) : InGroup(id, ids[i - (i % 10)]))]);

        var answer = await SendAsync(tenant.App, products, goods);

        Assert.Empty(answer.Expect(200).Bytes);
        Assert.Equal(("0", "[]"), (answer.Header("X-Products-Violations-Count"), answer.Header("X-Products-Violations")));
        var kept = (await tenant.App.GetAsync(products)).Expect(200).Json.AsArray();
        Assert.Equal(ids.Order(), kept.Select(item => (string)item!["uuid"]!).Order());
        Assert.Equal(Many / 10, kept.Count(item => (bool)item!["group"]!));
        Assert.All(kept, item => Assert.Equal((bool)item!["group"]!, item["parentUuid"] is null));

        Assert.Empty((await tenant.App.PostAsync(products + "/delete", "[]")).Expect(200).Bytes);
        Assert.Equal("[]", (await tenant.App.GetAsync(products)).Expect(200).Text);
    }

    [Fact]
    public async Task The_headers_count_elements_and_tell_of_the_first_twenty_faults()
    {
        var tenant = await TenantAsync();
        var products = $"/api/v1/inventories/stores/{await tenant.AddStoreAsync()}/products";
        var faulty = Enumerable.Range(0, 15).Select(_ => Goods.NewId()).ToList();
        var good = Goods.NewId();
        var goods = new JsonArray([Goods.V1(good), .. faulty.Select(Faulty)]);

        var answer = (await SendAsync(tenant.App, products, goods)).Expect(200);

        Assert.Equal("15", answer.Header("X-Products-Violations-Count"));
        using var told = JsonDocument.Parse(answer.Header("X-Products-Violations")!);
        Assert.Equal(20, told.RootElement.GetArrayLength());
        Assert.Equal(
            faulty.Take(10).SelectMany(id => new[] { (id, "name"), (id, "price") }).Order(),
            told.RootElement.EnumerateArray().Select(fault => (fault.GetProperty("uuid").GetString()!, fault.GetProperty("field").GetString()!)).Order());
        Assert.Equal([good], (await tenant.App.GetAsync(products)).Expect(200).Json.AsArray().Select(item => (string)item!["uuid"]!));
    }

    /// <summary>nginx gives the head of an answer 4 KB, and answers 502 for a longer one though all was kept.</summary>
    [Theory]
    [InlineData('a', 20)]
    [InlineData('Я', 64)]
    [InlineData('Я', 5000)]
    [InlineData('\u0001', 64)]
    [InlineData('"', 64)]
    public async Task However_long_ids_are_the_head_of_the_answer_fits_four_kilobytes_and_the_count_is_true(char letter, int length)
    {
        var tenant = await TenantAsync();
        var products = $"/api/v1/inventories/stores/{await tenant.AddStoreAsync()}/products";
        var goods = new JsonArray([.. Enumerable.Range(0, 25).Select(i => Faulty($"{i}".PadRight(length, letter)))]);

        var answer = (await SendAsync(tenant.App, products, goods)).Expect(200);

        var head = answer.Headers.Concat(answer.ContentHeaders).Sum(header => header.Value.Sum(value => header.Key.Length + value.Length + 4));
        Assert.InRange(head, 1, 4000);
        Assert.Equal("25", answer.Header("X-Products-Violations-Count"));
        var told = JsonNode.Parse(answer.Header("X-Products-Violations")!)!.AsArray();
        Assert.InRange(told.Count, 4, 20);
        Assert.All(told, fault => Assert.NotEmpty((string)fault!["reason"]!));
        Assert.StartsWith("0", (string)told[0]!["uuid"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_product_that_occurs_twice_no_copy_is_kept_even_if_one_is_faulty()
    {
        var tenant = await TenantAsync();
        var products = $"/api/v1/inventories/stores/{await tenant.AddStoreAsync()}/products";
        var (twice, once) = (Goods.NewId(), Goods.NewId());

        var answer = await SendAsync(tenant.App, products, new JsonArray(Goods.V1(twice), Goods.V1(once), Faulty(twice.ToUpperInvariant())));

        Assert.Equal("2", answer.Expect(200).Header("X-Products-Violations-Count"));
        Assert.Equal([once], (await tenant.App.GetAsync(products)).Expect(200).Json.AsArray().Select(item => (string)item!["uuid"]!));
    }

    private static JsonObject Faulty(string id)
    {
        var product = Goods.V1(id, price: -1);
        product["name"] = null;
        return product;
    }

    private static JsonObject Group(string id) => new() { ["uuid"] = id, ["name"] = "Teas", ["group"] = true, ["parentUuid"] = null, ["code"] = "1" };

    private static JsonObject InGroup(string id, string parentId)
    {
        var product = Goods.V1(id);
        product["parentUuid"] = parentId;
        return product;
    }

    private static async Task<Answer> SendAsync(Caller caller, string path, JsonArray goods)
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            await JsonSerializer.SerializeAsync(gzip, goods);
        }

        using var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentType = new("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        return await caller.SendAsync(HttpMethod.Post, path, content);
    }
}

public sealed class SqliteUploadV1Tests : UploadV1Tests<SqliteFixture>;

public sealed class PostgreSqlUploadV1Tests : UploadV1Tests<PostgreSqlFixture>;
