using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Server.Tests.Routes;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Processes;

/// <summary>What is promised holds behind the proxy that is shipped, too: <c>deploy/nginx.conf</c> in front of a server.</summary>
public sealed class ShippedProxyTests : IAsyncLifetime
{
    private const int Limit = 10 * 1024 * 1024;

    private ServerFixture _server = null!;
    private PartnerService _partner = null!;
    private ShippedProxy _proxy = null!;

    private HttpClient Front => _proxy.Http;

    public async ValueTask InitializeAsync()
    {
        _partner = await PartnerService.StartAsync();
        _server = await ServerFixture.StartAsync(new SqliteFixture(), settings: Servers.Administered);
        _proxy = await ShippedProxy.StartAsync(_server.Url, _server.Url);
    }

    public async ValueTask DisposeAsync()
    {
        if (_proxy is not null)
        {
            await _proxy.DisposeAsync();
        }

        await _server.DisposeAsync();
        await _partner.DisposeAsync();
    }

    [Fact]
    public async Task What_is_promised_holds_behind_the_shipped_proxy()
    {
        var tenant = await Tenant.CreateAsync(Front, new { name = "App", proxy = new JsonArray("http://.*") }, local: _server.Http);
        var till = await tenant.OpenShopAsync();
        await DeleteManyAsync(tenant, $"/stores/{till.StoreId}/products");
        await AreTooLargeAsync(tenant, till);
        await AddressesAsync(tenant, $"/stores/{till.StoreId}/products");
        await LongHeadsAsync(tenant, till);

        (await tenant.App.SendAsync(HttpMethod.Head, "/stores")).Expect(200);
        var (_, next) = await till.ChangesAsync(0);
        (await till.Caller.SendAsync(HttpMethod.Head, $"/terminal/v1/changes?after={next}&wait=30")).Expect(200);
        Assert.Empty(_server.Errors);
    }

    [Theory]
    [InlineData("/metrics")]
    [InlineData("//metrics")]
    [InlineData("/Metrics")]
    [InlineData("/%6detrics")]
    [InlineData("/metrics/")]
    [InlineData("/stores/../metrics")]
    [InlineData("/stores/%2e%2e/metrics?x=1")]
    [InlineData("/sandbox/demo")]
    [InlineData("/SANDBOX/demo")]
    [InlineData("/sandbox%2Fdemo")]
    [InlineData("/./sandbox/./demo")]
    public async Task What_is_for_those_inside_is_not_served_to_the_outside_however_it_is_spelled(string path)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, new Uri(Front.BaseAddress!.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Headers.Authorization = new("Bearer", People.AdminPassword);

        using var answer = await Front.SendAsync(request);

        Assert.Equal((403, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task Nobody_who_comes_through_the_proxy_is_local_whatever_he_says()
    {
        var stranger = new Caller(Front);
        foreach (var claim in new (string, string)[][] { [], [("X-Forwarded-For", "127.0.0.1")], [("Host", "localhost")], [("X-Forwarded-Proto", "http"), ("Forwarded", "for=127.0.0.1")] })
        {
            using var content = Caller.ContentOf(new { kind = "owner", login = $"{Guid.CreateVersion7():n}@example.test", password = "Sesame-0pen" });
            (await stranger.SendAsync(HttpMethod.Post, "/manage/v1/register", content, claim)).Expect(403);
        }

        var tenant = await Tenant.CreateAsync(Front, new { name = "App" }, local: _server.Http);
        using var page = Caller.ContentOf(new { login = tenant.Login, password = tenant.Password, cookie = true });
        var origin = Front.BaseAddress!.GetLeftPart(UriPartial.Authority);
        var session = (await stranger.SendAsync(HttpMethod.Post, "/manage/v1/login", page, ("Origin", origin), ("Sec-Fetch-Site", "same-origin"), ("X-Forwarded-Proto", "http"))).Expect(200);
        Assert.Contains("; secure", session.Header("Set-Cookie")!, StringComparison.OrdinalIgnoreCase);
        Assert.NotNull(session.Header("Strict-Transport-Security"));
    }

    [Fact]
    public async Task No_query_stands_in_a_log()
    {
        await _server.StopAsync(); // What a node does not answer is told in the log of errors.
        (await new Caller(Front).PostAsync("/oauth/token?grant_type=password&username=anna&password=hunter2", null)).Expect(502);
        (await new Caller(Front).PostAsync("/OAuth/token?grant_type=password&username=anna&password=hunter2", null)).Expect(502);
        (await new Caller(Front).GetAsync("/stores")).Expect(502);

        Assert.Contains("/oauth/token", _proxy.Logs, StringComparison.Ordinal);
        Assert.Contains("Connection refused", _proxy.Logs, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", _proxy.Logs, StringComparison.Ordinal);
    }

    private static async Task DeleteManyAsync(Tenant tenant, string root)
    {
        foreach (var (separator, length) in new[] { (",", 36), ("%2C", 64), ("&id=", 36) })
        {
            var ids = Enumerable.Range(0, 1000).Select(_ => Goods.NewId().PadRight(length, 'x')).ToList();
            (await tenant.App.DeleteAsync($"{root}?id={string.Join(separator, ids)}")).Expect(204);
        }

        var refused = (await tenant.App.DeleteAsync($"{root}?id={new string('x', 150_000)}")).Expect(414);
        Assert.Equal("uri_too_long", (string)refused.Json["code"]!);
    }

    /// <summary>Whoever refuses a body, the server or the proxy, says it in the same words.</summary>
    private static async Task AreTooLargeAsync(Tenant tenant, Till till)
    {
        (await tenant.App.PostAsync("/suppliers", """{"name":"A"}""".PadLeft(Limit))).Expect(200);
        foreach (var length in new[] { Limit + 1, Limit + 1_000_000, 2 * Limit })
        {
            var body = "{}".PadLeft(length);
            Assert.Equal("payload_too_large", (string)(await tenant.App.PostAsync("/suppliers", body)).Expect(413).Json["code"]!);
            Assert.Equal(2001, (int)(await tenant.App.PostAsync($"/api/v1/inventories/stores/{till.StoreId}/products", body)).Expect(413).Json["errors"]![0]!["code"]!);
            Assert.Equal(413, (int)(await till.Caller.PostAsync("/terminal/v1/documents", body)).Expect(413).Json["status"]!);
        }
    }

    private async Task AddressesAsync(Tenant tenant, string root)
    {
        var product = (string)(await tenant.App.PostAsync(root, Goods.V2(Goods.NewId()))).Expect(200).Json["id"]!;
        using var picture = Account.Picture();
        var image = (await tenant.App.SendAsync(HttpMethod.Post, $"{root}/{product}/images", picture)).Expect(200).Json;
        Assert.StartsWith(Front.BaseAddress + "images/", (string)image["url"]!, StringComparison.Ordinal);
        Assert.Equal("image/png", (await new Caller(Front).GetAsync((string)image["url"]!)).Expect(200).ContentHeaders.ContentType?.MediaType);
    }

    /// <summary>A proxy refuses an answer whose head is longer than it likes, though all was done that was asked for.</summary>
    private async Task LongHeadsAsync(Tenant tenant, Till till)
    {
        var faulty = new JsonArray([.. Enumerable.Range(0, 25).Select(i => new JsonObject { ["uuid"] = $"{i}".PadRight(64, 'Я') })]);
        var answer = (await tenant.App.PostAsync($"/api/v1/inventories/stores/{till.StoreId}/products", faulty)).Expect(200);
        Assert.Equal("25", answer.Header("X-Products-Violations-Count"));

        _partner.On("/long", _ => new Reply(200, Location: new string('x', 30_000)));
        var passed = (await till.Caller.GetAsync("/terminal/v1/proxy?url=" + Uri.EscapeDataString(_partner.Url + "/long"))).Expect(200);
        Assert.Equal(30_000, passed.Header("Location")!.Length);
    }
}
