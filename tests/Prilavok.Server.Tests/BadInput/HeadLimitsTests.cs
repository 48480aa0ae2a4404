using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.BadInput;

/// <summary>What stands before the body has bounds that let all through which is promised, and beyond them the words of the surface.</summary>
public sealed class HeadLimitsTests : ServerTests<SqliteFixture>
{
    private const int Line = 128 * 1024;
    private const int Headers = 32 * 1024;
    private const int Count = 100;

    /// <summary>A path of each surface, and what it says of an address, of headers.</summary>
    public static TheoryData<string, string, string> Surfaces { get; } = new()
    {
        { "/api/v1/inventories/stores/search", """{"errors":[{"code":2001,"reason":"too long","subject":"url"}]}""", """{"errors":[{"code":2001,"reason":"too large","subject":"headers"}]}""" },
        { "/stores", """{"code":"uri_too_long","message":"the address is too long","violations":[]}""", """{"code":"headers_too_large","message":"the headers are too large","violations":[]}""" },
        { "/api/apps", """{"code":"uri_too_long","message":"the address is too long","violations":[]}""", """{"code":"headers_too_large","message":"the headers are too large","violations":[]}""" },
        { "/manage/v1/apps", """{"type":"about:blank","title":"The address is longer than 131072 bytes.","status":414}""", """{"type":"about:blank","title":"There are more than 100 headers, or they are longer than 32768 bytes.","status":431}""" },
        { "/terminal/v1/changes", """{"type":"about:blank","title":"The address is longer than 131072 bytes.","status":414}""", """{"type":"about:blank","title":"There are more than 100 headers, or they are longer than 32768 bytes.","status":431}""" },
    };

    [Theory]
    [MemberData(nameof(Surfaces))]
    public async Task An_address_at_the_limit_is_read_and_one_beyond_is_told_in_the_words_of_the_surface(string path, string tooLong, string tooLarge)
    {
        var line = $"GET {path}?a= HTTP/1.1\r\n";

        var within = await AskAsync($"GET {path}?a={new string('x', Line - line.Length)} HTTP/1.1", []);
        var beyond = await AskAsync($"GET {path}?a={new string('x', Line - line.Length + 1)} HTTP/1.1", []);

        Assert.StartsWith("HTTP/1.1 401 ", within, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 414 ", beyond, StringComparison.Ordinal);
        Assert.Contains(tooLong, beyond, StringComparison.Ordinal);
        Assert.NotEmpty(tooLarge);
    }

    [Theory]
    [MemberData(nameof(Surfaces))]
    public async Task Headers_at_the_limit_are_read_and_those_beyond_are_told_in_the_words_of_the_surface(string path, string tooLong, string tooLarge)
    {
        var line = $"GET {path} HTTP/1.1";
        const int Around = 4; // The colon, the blank and the end of the line.
        var rest = Headers - "Host".Length - "127.0.0.1".Length - "Connection".Length - "close".Length - (2 * Around);
        string[] Padding(int length) => [.. Enumerable.Range(0, 4).Select(i => $"X-{i}: {new string('x', (length / 4) - 3 - Around + (i == 0 ? length % 4 : 0))}")];

        Assert.StartsWith("HTTP/1.1 401 ", await AskAsync(line, Padding(rest)), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 401 ", await AskAsync(line, [.. Enumerable.Range(0, Count - 2).Select(i => $"X-{i}: 1")]), StringComparison.Ordinal);
        foreach (var headers in new[] { Padding(rest + 1), [.. Enumerable.Range(0, Count - 1).Select(i => $"X-{i}: 1")] })
        {
            var beyond = await AskAsync(line, headers);
            Assert.StartsWith("HTTP/1.1 431 ", beyond, StringComparison.Ordinal);
            Assert.Contains(tooLarge, beyond, StringComparison.Ordinal);
        }

        Assert.NotEmpty(tooLong);
    }

    /// <summary>Ids of every form that a client may write: in one list or repeated, with the comma escaped, and as long as ids may be.</summary>
    [Theory]
    [InlineData("products", ",", 36)]
    [InlineData("products", "%2C", 36)]
    [InlineData("products", "&id=", 36)]
    [InlineData("products", "%2C", 64)]
    [InlineData("product-groups", ",", 36)]
    [InlineData("suppliers", ",", 36)]
    [InlineData("suppliers", "&id=", 36)]
    public async Task A_thousand_ids_are_deleted_at_once_and_one_more_is_told(string kind, string separator, int length)
    {
        var tenant = await TenantAsync();
        var root = kind == "suppliers" ? "/suppliers" : $"/stores/{await tenant.AddStoreAsync()}/{kind}";
        var ids = Enumerable.Range(0, 1000).Select(_ => Goods.NewId().PadRight(length, 'x')).ToList();
        await MakeAsync(tenant, kind, root, [ids[0], ids[^1]]);

        (await tenant.App.DeleteAsync($"{root}?id={string.Join(separator, ids)}")).Expect(204);
        var refused = (await tenant.App.DeleteAsync($"{root}?id={string.Join(separator, ids.Append(Goods.NewId()))}")).Expect(400);

        Assert.Empty((await tenant.App.GetAsync(root)).Expect(200).Json["items"]!.AsArray());
        Assert.Equal("validation_failed", (string)refused.Json["code"]!);
    }

    [Fact]
    public async Task A_terminal_calls_the_longest_address_that_is_allowed()
    {
        var tenant = await Tenant.CreateAsync(Server.Http, new { name = "App", proxy = new JsonArray("http://.*") });
        var till = await tenant.OpenShopAsync();
        string Through(int length) => "/terminal/v1/proxy?url=" + Uri.EscapeDataString($"{Partner.Url}/?a=".PadRight(length, 'я'));

        (await till.Caller.GetAsync(Through(8001))).Expect(400);
        Assert.InRange((await till.Caller.GetAsync(Through(8000))).Status, 200, 502); // What the service makes of it is its own matter.
    }

    private static async Task MakeAsync(Tenant tenant, string kind, string root, string[] ids)
    {
        foreach (var id in ids)
        {
            switch (kind)
            {
                case "products":
                    (await tenant.App.PostAsync(root.Replace("/stores", "/api/v1/inventories/stores", StringComparison.Ordinal), new[] { Goods.V1(id) })).Expect(200);
                    break;
                case "suppliers":
                    (await tenant.App.PostAsync(root, new { id, name = "A" })).Expect(200);
                    break;
                default:
                    using (var content = Caller.ContentOf(new { name = "A" }))
                    {
                        (await tenant.App.SendAsync(HttpMethod.Put, $"{root}/{id}", content)).Expect(200);
                    }

                    break;
            }
        }

        Assert.Equal(ids.Length, (await tenant.App.GetAsync(root)).Expect(200).Json["items"]!.AsArray().Count);
    }

    /// <returns>The whole answer, to the end that the server makes.</returns>
    private async Task<string> AskAsync(string line, IEnumerable<string> headers)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync("127.0.0.1", new Uri(Server.Url).Port);
        var head = string.Join("\r\n", [line, "Host: 127.0.0.1", "Connection: close", .. headers, "", ""]);
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
        using var reader = new StreamReader(connection.GetStream());
        return await reader.ReadToEndAsync();
    }
}
