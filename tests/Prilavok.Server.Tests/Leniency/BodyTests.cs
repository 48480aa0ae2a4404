using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Leniency;

/// <summary>Bodies come with marks, in other characters, packed under old names, or not at all.</summary>
public sealed class BodyTests : ServerTests<SqliteFixture>
{
    private const string Name = "Чай «Ёлка» № 1";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly Encoding Windows1251 = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;

    private static readonly Dictionary<string, (Encoding Encoding, string? Type)> Ways = new()
    {
        ["a mark"] = (new UTF8Encoding(true), "application/json"),
        ["a mark, no type"] = (new UTF8Encoding(true), null),
        ["a mark of utf-16"] = (Encoding.Unicode, "application/json"),
        ["a mark of utf-16, other end first"] = (Encoding.BigEndianUnicode, "application/json; charset=utf-8"),
        ["windows-1251"] = (Windows1251, "application/json; charset=windows-1251"),
        ["windows-1251 in quotes"] = (Windows1251, "application/json;x=y; Charset=\"Windows-1251\""),
        ["utf8 without its hyphen"] = (new UTF8Encoding(false), "application/json; charset=utf8"),
        ["latin, which it is not"] = (new UTF8Encoding(false), "application/json; charset=ISO-8859-1"),
    };

    private static readonly Dictionary<string, (string Header, Func<byte[], byte[]> Pack)> Codings = new()
    {
        ["gzip"] = ("gzip", Gzip),
        ["x-gzip"] = ("x-gzip", Gzip),
        ["X-GZIP"] = ("X-GZIP", Gzip),
        ["GZip"] = ("GZip", Gzip),
        ["deflate"] = ("Deflate", bytes => Packed(bytes, stream => new ZLibStream(stream, CompressionLevel.Fastest))),
        ["br"] = ("BR", bytes => Packed(bytes, stream => new BrotliStream(stream, CompressionLevel.Fastest))),
        ["identity"] = ("identity", bytes => bytes),
        ["gzip, gzip"] = ("gzip, gzip", bytes => Gzip(Gzip(bytes))),
        ["gzip, then br"] = ("gzip,identity, br", bytes => Codings!["br"].Pack(Gzip(bytes))),
        ["nothing"] = ("", bytes => bytes),
    };

    private static readonly string[] Lists = ["products", "products/schemes", "products/extras"];

    public static TheoryData<string> WayNames { get; } = [.. Ways.Keys];

    public static TheoryData<string> CodingNames { get; } = [.. Codings.Keys];

    [Theory]
    [MemberData(nameof(WayNames))]
    public async Task A_body_is_read_in_the_characters_it_is_in_on_every_surface(string way)
    {
        var (encoding, type) = Ways[way];
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();

        (await SendAsync(tenant.App, $"/api/v1/inventories/stores/{till.StoreId}/products", new JsonArray(Goods.V1("v1", name: Name)))).Expect(200);
        var made = (await SendAsync(tenant.App, $"/stores/{till.StoreId}/products", Named(Goods.V2("v2")))).Expect(200);
        (await SendAsync(till.Caller, "/terminal/v1/products", new JsonArray(Named(Goods.V2("till"))))).Expect(200);
        var store = (await SendAsync(tenant.Owner, tenant.Manage("/stores"), new JsonObject { ["name"] = Name })).Expect(201);

        Assert.Equal(Name, (string?)store.Json["name"]);
        foreach (var id in new[] { "v1", "till", (string)made.Json["id"]! })
        {
            Assert.Equal(Name, (string?)(await tenant.App.GetAsync($"/stores/{till.StoreId}/products/{id}")).Expect(200).Json["name"]);
        }

        Task<Answer> SendAsync(Caller caller, string path, JsonNode body) =>
            BodyTests.SendAsync(caller, path, [.. encoding.GetPreamble(), .. encoding.GetBytes(body.ToJsonString(Plain))], type);
    }

    [Fact]
    public async Task A_charset_nobody_knows_is_refused_and_named()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        const string Type = "application/json; charset=utf-7";

        var v1 = (await SendAsync(tenant.App, $"/api/v1/inventories/stores/{till.StoreId}/products", "[]"u8.ToArray(), Type)).Expect(415).Json["errors"]![0]!;
        Assert.Equal(("Content-Type", Type), ((string?)v1["subject"], (string?)v1["value"]));
        Assert.Contains("charset", (string?)v1["reason"], StringComparison.Ordinal);
        var v2 = (await SendAsync(tenant.App, $"/stores/{till.StoreId}/products", "[]"u8.ToArray(), Type)).Expect(415).Json;
        Assert.Equal(("unsupported_media_type", "Content-Type"), ((string?)v2["code"], (string?)v2["violations"]![0]!["subject"]));
        var own = (await SendAsync(till.Caller, "/terminal/v1/products", "[]"u8.ToArray(), Type)).Expect(415).Json;
        Assert.Contains("charset", (string?)own["violations"]![0]!["reason"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_not_of_their_charset_are_no_json()
    {
        var tenant = await TenantAsync();
        byte[] body = [.. "{\"name\":\""u8, 0x98, .. "\"}"u8];

        (await SendAsync(tenant.App, "/suppliers", body, "application/json; charset=us-ascii")).Expect(400);
        (await SendAsync(tenant.App, "/suppliers", body, "application/json; charset=utf-16")).Expect(400);
        (await SendAsync(tenant.App, "/suppliers", body, "application/json; charset=utf-8")).Expect(400);
        (await SendAsync(tenant.App, "/suppliers", body, "application/json")).Expect(400);
    }

    [Theory]
    [MemberData(nameof(CodingNames))]
    public async Task A_packed_body_is_unpacked_under_every_name_of_its_packing(string name)
    {
        var (header, pack) = Codings[name];
        var tenant = await TenantAsync();

        var answer = await SendAsync(tenant.App, "/suppliers", pack(Encoding.UTF8.GetBytes($$"""{"name":"{{Name}}"}""")), "application/json", header);

        Assert.Equal(Name, (string?)answer.Expect(200).Json["name"]);
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("compress")]
    [InlineData("gzip, zstd")]
    [InlineData("gzip;q=1")]
    [InlineData("gzip,gzip,gzip,gzip,gzip")]
    public async Task A_packing_nobody_knows_is_refused_and_named(string coding)
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();

        var v1 = (await SendAsync(tenant.App, $"/api/v1/inventories/stores/{till.StoreId}/products", "[]"u8.ToArray(), null, coding)).Expect(415);
        Assert.Equal(("Content-Encoding", coding), ((string?)v1.Json["errors"]![0]!["subject"], (string?)v1.Json["errors"]![0]!["value"]));
        Assert.Contains("x-gzip", v1.Header("Accept-Encoding"), StringComparison.Ordinal);
        Assert.Equal("Content-Encoding", (string?)(await SendAsync(tenant.App, "/suppliers", "{}"u8.ToArray(), null, coding)).Expect(415).Json["violations"]![0]!["subject"]);
        (await SendAsync(till.Caller, "/terminal/v1/documents", "[]"u8.ToArray(), null, coding)).Expect(415);
        (await SendAsync(Anybody, "/oauth/token", "grant_type=x"u8.ToArray(), "application/x-www-form-urlencoded", coding)).Expect(415);
    }

    [Fact]
    public async Task What_unpacks_to_more_than_may_come_is_too_large_in_every_layer()
    {
        var tenant = await TenantAsync();
        byte[] empty = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        var many = new byte[11 * 1024 * 1024 / empty.Length * empty.Length];
        for (var at = 0; at < many.Length; at += empty.Length)
        {
            empty.CopyTo(many, at);
        }

        (await SendAsync(tenant.App, "/suppliers", Gzip(many), null, "gzip, gzip")).Expect(413);
        (await SendAsync(tenant.App, "/suppliers", Gzip(Gzip(new byte[40 * 1024 * 1024])), null, "gzip, x-gzip")).Expect(413);
    }

    [Theory]
    [InlineData("products", null)]
    [InlineData("products", "")]
    [InlineData("products", " \r\n\t")]
    [InlineData("products", "[]")]
    [InlineData("products/schemes", "[]")]
    [InlineData("products/extras", "[]")]
    public async Task No_list_of_v1_deletes_everything(string path, string? body)
    {
        var (tenant, root) = await StockedAsync();
        using var content = body is null ? null : new StringContent(body);
        content?.Headers.ContentType = new MediaTypeHeaderValue(body!.Length == 0 ? "application/x-www-form-urlencoded" : "application/json");

        (await tenant.App.SendAsync(HttpMethod.Post, $"{root}/{path}/delete", content)).Expect(200);

        Assert.Empty((await tenant.App.GetAsync($"{root}/{path}")).Expect(200).Json.AsArray());
        foreach (var other in Lists.Where(other => other != path))
        {
            Assert.NotEmpty((await tenant.App.GetAsync($"{root}/{other}")).Expect(200).Json.AsArray());
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("\"\"")]
    [InlineData("x")]
    [InlineData("[")]
    [InlineData("[[]]")]
    [InlineData("[null]")]
    [InlineData("\0")]
    public async Task What_is_no_list_deletes_nothing(string body)
    {
        var (tenant, root) = await StockedAsync();
        foreach (var path in Lists)
        {
            (await tenant.App.PostAsync($"{root}/{path}/delete", body)).Expect(400);
            Assert.NotEmpty((await tenant.App.GetAsync($"{root}/{path}")).Expect(200).Json.AsArray());
        }

        (await tenant.App.DeleteAsync(root["/api/v1/inventories".Length..] + "/products")).Expect(400);
        Assert.NotEmpty((await tenant.App.GetAsync(root + "/products")).Expect(200).Json.AsArray());
    }

    private async Task<(Tenant Tenant, string Root)> StockedAsync()
    {
        var tenant = await TenantAsync();
        var root = $"/api/v1/inventories/stores/{await tenant.AddStoreAsync()}";
        (await tenant.App.PostAsync(root + "/products", new[] { Goods.V1("tea-1"), Goods.V1("tea-2") })).Expect(200);
        (await tenant.App.PostAsync(root + "/products/schemes", """[{"uuid":"s","appId":"a","items":[{"title":"Size","editable":"1","uuid":"f","type":"TEXT_FIELD","data":null}]}]""")).Expect(200);
        (await tenant.App.PostAsync(root + "/products/extras", """[{"uuid":"e","key":{"uuid":"tea-1"},"scheme":{"value":"20","fieldId":"f"},"data":null}]""")).Expect(200);
        return (tenant, root);
    }

    private static JsonObject Named(JsonObject product)
    {
        product["name"] = Name;
        return product;
    }

    private static async Task<Answer> SendAsync(Caller caller, string path, byte[] body, string? type, string? coding = null)
    {
        using var content = new ByteArrayContent(body);
        if (type is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        if (coding is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Encoding", coding);
        }

        return await caller.SendAsync(HttpMethod.Post, path, content);
    }

    private static byte[] Gzip(byte[] bytes) => Packed(bytes, stream => new GZipStream(stream, CompressionLevel.Fastest));

    private static byte[] Packed(byte[] bytes, Func<Stream, Stream> pack)
    {
        using var packed = new MemoryStream();
        using (var stream = pack(packed))
        {
            stream.Write(bytes);
        }

        return packed.ToArray();
    }
}
