using System.Text.Json.Nodes;
using Prilavok.Core;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Leniency;

/// <summary>
/// An id that came in on one way is found on all ways out; one that could not be asked for comes in on none. Each id walks every way
/// in, and after each of them every way out.
/// </summary>
public abstract class IdTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Bulk = "application/vnd.evotor.v2+bulk+json";

    /// <summary>Every one of them can be escaped in a path.</summary>
    private static readonly string[] Fit =
    [
        "tea-1", "a/b", "/", "a/", "/a", "a//b", "a/../b", "../a", "%2F", "a%2fb", "%252F", "a/b%2Fc", "%41", "50%", "%", "%zz", "a+b", "+", "a b", " a", "a ", " ", "a,b", ",", "a, b ",
        "?", "a?b=c", "#", "a#b", ";", "a;b=c", "&", "a&b", "=", "\\", "..\\a", "...", "a.", ".a", "~", "*", "'", "\"", "<>", "{id}", "|", "^", "`", "@", ":", "a:b", "$", "!", "()", "[]",
        "Чай", "ЧАЙ-Ё", "茶", "🍵", "e\u0301", "\u212A", "k", "\u0130", "i\u0307", "\u0131", "ß", "ẞ", "ſ", "ς", "Σ", "µ", "Ω", "Å", "ǅ", "\u00A0", "\u200B", "\u202Eabc", "\uFEFF", "\uFFFD",
        "\uFFFF", "quantities", "delete", "schemes", "images", "null", "0", "-1", new string('x', 64), new string('Ж', 64), new string('/', 64), new string('%', 64), "'; DROP TABLE products; --", "%00", "\\u0000",
    ];

    /// <summary>None of them can be asked for again.</summary>
    private static readonly string[] Unfit =
        ["", ".", "..", "a\0b", "\u0001", "a\nb", "\t", "\u007F", "\u0085", "\u009F", new string('x', 65), "\uD800", "a\uDC00", "\uDFFF"];

    [Fact]
    public async Task A_fit_id_is_taken_on_every_way_in_and_found_on_every_way_out()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        foreach (var (way, send) in WaysIn(tenant, till))
        {
            foreach (var id in Fit)
            {
                var answer = await send(JsonValue.Create(id).ToJsonString());
                Assert.True(answer.Status is 200 or 202, $"{way} of {id}: {answer.Status} {answer.Text}");
                if (answer.Status == 202)
                {
                    await tenant.SettleAsync();
                }

                await AssertFoundAsync(tenant, till, id, $"{id} by {way}");
            }
        }
    }

    [Fact]
    public async Task A_document_and_an_extra_of_a_fit_id_are_found_too()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        foreach (var id in Fit.DistinctBy(Ids.Key))
        {
            Assert.Equal([id], (await till.SendAsync(Goods.Document("SELL", id, 1, id))).Accepted);
            var found = (await tenant.App.GetAsync($"/stores/{till.StoreId}/documents/{Uri.EscapeDataString(id)}")).Expect(200).Json;
            Assert.Equal(id, (string?)found["id"]);
            (await tenant.App.GetAsync($"/stores/{till.StoreId}/devices/{till.DeviceId}/documents/{Uri.EscapeDataString(id)}")).Expect(200);
            (await tenant.Publisher.GetAsync($"/manage/v1/apps/{tenant.AppId}/deliveries?documentId={Uri.EscapeDataString(id)}")).Expect(200);
            await AssertExtrasAsync(tenant, till, id);
        }
    }

    [Fact]
    public async Task A_list_that_is_separated_by_commas_is_still_one()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        var root = $"/stores/{till.StoreId}/products";
        foreach (var id in new[] { "a", "b", "a,b", "c", "d", " e", "f" })
        {
            await tenant.UploadAsync(till.StoreId, id);
        }

        (await tenant.App.DeleteAsync(root + "?id=a,b&id=c,%20d%20,%20e")).Expect(204);
        Assert.Equal(["a", "b", "f"], await IdsAsync());
        (await tenant.App.DeleteAsync(root + "?id=a,b,,nothing")).Expect(204);
        Assert.Equal(["f"], await IdsAsync());
        (await tenant.App.DeleteAsync(root + "?id=,%20,")).Expect(400);

        async Task<IEnumerable<string>> IdsAsync() => (await ListedAsync(tenant, till)).Select(product => (string)product!["id"]!).Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task An_unfit_id_comes_in_on_no_way()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        foreach (var id in Unfit)
        {
            var written = $"\"{string.Concat(id.Select(c => $"\\u{(int)c:X4}"))}\"";
            foreach (var (way, send) in WaysIn(tenant, till).Where(way => way.Way != "v2 PUT"))
            {
                var answer = await send(written);
                await tenant.SettleAsync();
                Assert.True(answer.Status is 200 or 202 or (>= 400 and < 500), $"{way} of {written}: {answer.Status} {answer.Text}");
            }

            var document = Goods.Document("SELL", "tea-1", 1, "$").ToJsonString().Replace("\"$\"", written, StringComparison.Ordinal);
            var sent = await till.Caller.PostAsync("/terminal/v1/documents", $"[{document}]");
            Assert.True(sent.Status == 400 || sent.Expect(200).Json["accepted"]!.AsArray().Count == 0, sent.Text);
        }

        // A wish that is not fit is passed over, and the product has an id of the cloud's.
        Assert.All(await ListedAsync(tenant, till), product => Assert.True(Guid.TryParseExact((string?)product!["id"], "D", out _), (string?)product["id"]));
    }

    [Theory]
    [InlineData("%2E%2E")]
    [InlineData("%01")]
    [InlineData("%7F")]
    public async Task An_unfit_id_in_a_path_makes_nothing(string segment)
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();

        Assert.InRange((await tenant.App.SendAsync(HttpMethod.Put, $"/stores/{till.StoreId}/products/{segment}", Caller.ContentOf(Goods.V2("x")))).Status, 400, 405);

        Assert.Empty(await ListedAsync(tenant, till));
    }

    /// <summary>A single POST of v2 takes only uuids at their word; the others are given one by the cloud.</summary>
    private static IEnumerable<(string Way, Func<string, Task<Answer>> Send)> WaysIn(Tenant tenant, Till till)
    {
        var (v1, v2) = ($"/api/v1/inventories/stores/{till.StoreId}/products", $"/stores/{till.StoreId}/products");
        yield return ("v1 upload", id => tenant.App.PostAsync(v1, $"[{With(Goods.V1("$"), id)}]"));
        yield return ("terminal", id => till.Caller.PostAsync("/terminal/v1/products", $"[{With(Goods.V2("$"), id)}]"));
        yield return ("v2 bulk PUT", id => BulkAsync(id));
        yield return ("v2 PUT", id => tenant.App.SendAsync(HttpMethod.Put, $"{v2}/{Uri.EscapeDataString((string)JsonNode.Parse(id)!)}", Caller.ContentOf(Goods.V2("x"))));

        async Task<Answer> BulkAsync(string id)
        {
            using var content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes($"[{With(Goods.V2("$"), id)}]"));
            content.Headers.TryAddWithoutValidation("Content-Type", Bulk);
            return await tenant.App.SendAsync(HttpMethod.Put, v2, content);
        }
    }

    private static string With(JsonObject product, string id) => product.ToJsonString().Replace("\"$\"", id, StringComparison.Ordinal);

    /// <summary>Fetched, changed and removed, by each of the ways there are; it is there again after each removal but the last.</summary>
    private static async Task AssertFoundAsync(Tenant tenant, Till till, string id, string what)
    {
        var (v1, v2, escaped) = ($"/api/v1/inventories/stores/{till.StoreId}/products", $"/stores/{till.StoreId}/products", Uri.EscapeDataString(id));
        var one = $"{v2}/{escaped}";
        var found = await tenant.App.GetAsync(one);
        Assert.True(found.Status == 200 && (string?)found.Json["id"] == id, $"{what}: {found.Text}");
        (await tenant.App.PatchAsync(one, """{"price":7}""")).Expect(200);
        (await tenant.App.PostAsync(v1 + "/quantities", new JsonObject { [id] = 3 })).Expect(200);
        Assert.Equal("3.0", await QuantityAsync(tenant, till, escaped, id));
        (await tenant.App.GetAsync(one + "/images")).Expect(200);

        (await tenant.App.DeleteAsync(one)).Expect(204);
        await AgainAsync();
        (await tenant.App.DeleteAsync($"{v2}?id={escaped}")).Expect(204);
        await AgainAsync();
        (await tenant.App.PostAsync(v1 + "/delete", new JsonArray(new JsonObject { ["uuid"] = id }))).Expect(200);
        (await tenant.App.GetAsync(one)).Expect(404);

        async Task AgainAsync()
        {
            (await tenant.App.GetAsync(one)).Expect(404);
            (await tenant.App.PostAsync(v1, new[] { Goods.V1(id) })).Expect(200);
            (await tenant.App.GetAsync(one)).Expect(200);
        }
    }

    private static async Task<string?> QuantityAsync(Tenant tenant, Till till, string escaped, string id) =>
        (string?)(await tenant.App.GetAsync($"/api/v1/inventories/stores/{till.StoreId}/products/{escaped}/quantities")).Expect(200).Json[id];

    private static async Task AssertExtrasAsync(Tenant tenant, Till till, string id)
    {
        var extras = $"/api/v1/inventories/stores/{till.StoreId}/products/extras";
        var extra = new JsonObject { ["uuid"] = id, ["key"] = new JsonObject { ["uuid"] = id }, ["scheme"] = new JsonObject { ["value"] = "v", ["fieldId"] = "f" }, ["data"] = null };
        (await tenant.App.PostAsync(extras, new JsonArray(extra))).Expect(200);
        Assert.Equal(id, (string?)Assert.Single((await tenant.App.GetAsync(extras)).Expect(200).Json.AsArray())!["uuid"]);
        (await tenant.App.PostAsync(extras + "/delete", new JsonArray(id))).Expect(200);
        Assert.Empty((await tenant.App.GetAsync(extras)).Expect(200).Json.AsArray());
    }

    private static async Task<JsonArray> ListedAsync(Tenant tenant, Till till) =>
        (await tenant.App.GetAsync($"/stores/{till.StoreId}/products")).Expect(200).Json["items"]!.AsArray();
}

public sealed class SqliteIdTests : IdTests<SqliteFixture>;

public sealed class PostgreSqlIdTests : IdTests<PostgreSqlFixture>;
