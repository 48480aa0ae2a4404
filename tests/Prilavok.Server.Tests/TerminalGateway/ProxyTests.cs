using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.TerminalGateway;

/// <summary>An app on a terminal calls its service through the cloud.</summary>
public abstract class ProxyTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task A_call_goes_through_with_what_the_service_must_know_and_nothing_it_must_not(string method)
    {
        Partner.On("/bonus/7?card=1", _ => new Reply(402, """{"left":5}"""));
        var (tenant, till) = await OpenAsync();
        var hasBody = method is "POST" or "PUT";
        using var content = hasBody ? new StringContent("a=1&b=2", new MediaTypeHeaderValue("application/x-www-form-urlencoded")) : null;

        var answer = await till.Caller.SendAsync(
            new HttpMethod(method), Through(Partner.Url + "/bonus/7?card=1"), content,
            ("X-App", "kept"), ("X-Device-ID", "forged"), ("X-User-ID", "forged"), ("X-Evotor-User-Id", "forged"), ("Cookie", "a=b"));

        Assert.Equal("""{"left":5}""", answer.Expect(402).Text);
        var got = Assert.Single(Partner.At("/bonus/7?card=1"));
        Assert.Equal((method, hasBody ? "a=1&b=2" : ""), (got.Method, got.Body));
        Assert.Equal("Bearer " + PartnerService.UserToken, got.Authorization);
        Assert.Equal(
            (till.StoreId, till.DeviceId, tenant.OwnerId, "kept"),
            (got.Headers["X-Evotor-Store-Uuid"], got.Headers["X-Evotor-Device-UUID"], got.Headers["X-Evotor-User-Id"], got.Headers["X-App"]));
        Assert.DoesNotContain(got.Headers.Keys, name => name is "X-Device-ID" or "X-User-ID" or "Cookie");
        Assert.DoesNotContain(till.Caller.Token!, string.Join('\n', got.Headers.Values), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_what_an_app_on_this_terminal_allows_is_called()
    {
        var (tenant, till) = await OpenAsync();
        (await till.Caller.GetAsync(Through("http://127.0.0.1:1/"))).Expect(403);
        (await till.Caller.GetAsync(Through("http://127.0.0.1.evil.test/"))).Expect(403);
        (await till.Caller.GetAsync(Through("x" + Partner.Url))).Expect(400);

        (await tenant.Owner.PatchAsync(tenant.Manage($"/apps/{tenant.AppId}/installation"), """{"devices":[]}""")).Expect(200);

        (await till.Caller.GetAsync(Through(Partner.Url + "/bonus"))).Expect(403);
        Assert.Empty(Partner.At("/bonus"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("bonus")]
    [InlineData("ftp://partner.test/")]
    [InlineData("http://user:secret@partner.test/")]
    [InlineData("file:///etc/passwd")]
    public async Task An_address_that_is_none_is_refused(string url)
    {
        var (_, till) = await OpenAsync();

        var refused = (await till.Caller.GetAsync(Through(url))).Expect(400);

        Assert.Equal("url", (string)refused.Json["violations"]![0]!["subject"]!);
    }

    [Fact]
    public async Task A_redirect_is_the_services_answer_and_not_followed()
    {
        Partner.On("/old", _ => new Reply(302, Location: Partner.Url + "/new"));
        var (_, till) = await OpenAsync();

        using var stays = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Server.Http.BaseAddress };

        var answer = await (till.Caller with { Http = stays }).GetAsync(Through(Partner.Url + "/old"));

        Assert.Equal(Partner.Url + "/new", answer.Expect(302).Header("Location"));
        Assert.Empty(Partner.At("/new"));
    }

    [Fact]
    public async Task Too_long_an_answer_is_not_passed_on()
    {
        Partner.On("/long", _ => new Reply(200, new string('x', 6_000_000)));
        var (_, till) = await OpenAsync();

        (await till.Caller.GetAsync(Through(Partner.Url + "/long"))).Expect(502);
    }

    [Fact]
    public async Task A_destination_that_most_connections_fail_to_is_left_alone_for_a_while()
    {
        await using var server = await ServerFixture.StartAsync(new TStore(), isTurned: true);
        var tenant = await Tenant.CreateAsync(server.Http, new { name = "App", proxy = new JsonArray("http://127\\.0\\.0\\.1:.*") });
        var till = await tenant.OpenShopAsync();
        var (dead, alive) = (Through("http://127.0.0.1:1/"), Through(Partner.Url + "/"));

        (await till.Caller.GetAsync(dead)).Expect(502);
        (await till.Caller.GetAsync(dead)).Expect(502);

        Assert.Equal("10", (await till.Caller.GetAsync(dead)).Expect(502).Header("Retry-After"));
        (await till.Caller.GetAsync(alive)).Expect(200);
        server.Store.Clock.Advance(TimeSpan.FromSeconds(10));
        (await till.Caller.GetAsync(dead)).Expect(502);
        server.Store.Clock.Advance(TimeSpan.FromSeconds(21));
        (await till.Caller.GetAsync(dead)).Expect(502); // The failure before is too long ago to count.
        (await till.Caller.GetAsync(dead)).Expect(502);
        Assert.NotNull((await till.Caller.GetAsync(dead)).Expect(502).Header("Retry-After"));
    }

    [Theory]
    [InlineData("X_Evotor_User_Id")]
    [InlineData("x.evotor.store.uuid")]
    [InlineData("X-Evotor_Device.UUID")]
    [InlineData("X!Evotor!User!Id")]
    [InlineData("X_User_ID")]
    [InlineData("X_Authorization")]
    [InlineData("X-Forwarded-For")]
    [InlineData("X_Forwarded_Host")]
    [InlineData("X-Original-Proto")]
    [InlineData("Forwarded")]
    [InlineData("X-Real-IP")]
    [InlineData("Via")]
    [InlineData("webhook-id")]
    [InlineData("Webhook_Signature")]
    public async Task No_header_of_a_terminal_can_be_taken_for_what_the_cloud_says(string name)
    {
        var (_, till) = await OpenAsync();

        (await till.Caller.SendAsync(HttpMethod.Get, Through(Partner.Url + "/bonus"), null, (name, "203.0.113.9"), ("X_Own", "kept"))).Expect(200);

        var got = Assert.Single(Partner.At("/bonus"));
        Assert.Equal("kept", got.Headers["X_Own"]);
        Assert.DoesNotContain(got.Headers.Values, value => value.Contains("203.0.113.9", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_header_of_a_service_can_be_taken_for_what_the_cloud_says()
    {
        string[] unwanted =
        [
            "Set-Cookie: prilavok_session=evil; Path=/manage", "Strict-Transport-Security: max-age=31536000", "Clear-Site-Data: \"*\"",
            "Access-Control-Allow-Origin: *", "X-Accel-Redirect: /metrics", "Alt-Svc: h2=\":443\"", "webhook-id: msg_1", "X-Forwarded-For: 203.0.113.9",
        ];
        using var service = Saying($"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Own: kept\r\n{string.Join("\r\n", unwanted)}\r\n\r\nok");
        var (_, till) = await OpenAsync(service.Url);

        var answer = (await till.Caller.GetAsync(Through(service.Url + "/"))).Expect(200);

        Assert.Equal("kept", answer.Header("X-Own"));
        Assert.All(unwanted, line => Assert.Null(answer.Header(line.Split(':')[0])));
    }

    [Theory]
    [InlineData("000")]
    [InlineData("999")]
    public async Task A_status_that_is_none_is_not_passed_on(string status)
    {
        using var service = Saying($"HTTP/1.1 {status} Odd\r\nContent-Length: 0\r\n\r\n");
        var (_, till) = await OpenAsync(service.Url);

        (await till.Caller.GetAsync(Through(service.Url + "/"))).Expect(502);
    }

    [Fact]
    public async Task A_service_that_keeps_silent_is_given_up()
    {
        await using var server = await ServerFixture.StartAsync(new TStore(), settings: ("Proxy:Timeout", "00:00:00.300"));
        Partner.On("/silent", _ => Reply.Never);
        var tenant = await Tenant.CreateAsync(server.Http, new { name = "App", proxy = new JsonArray("http://.*") });
        var till = await tenant.OpenShopAsync();

        (await till.Caller.GetAsync(Through(Partner.Url + "/silent"))).Expect(504);
    }

    [Fact]
    public async Task Other_ports_are_closed_where_the_operator_wants_it()
    {
        await using var server = await ServerFixture.StartAsync(new TStore(), settings: ("Proxy:OtherPorts", "Nobody"));
        var tenant = await Tenant.CreateAsync(server.Http, new { name = "App", proxy = new JsonArray("http://.*") });
        var till = await tenant.OpenShopAsync();

        (await till.Caller.GetAsync(Through(Partner.Url + "/"))).Expect(403);

        Assert.Empty(Partner.Received);
    }

    [Theory]
    [InlineData("""{"proxy":"http://.*"}""")]
    [InlineData("""{"proxy":[7]}""")]
    [InlineData("""{"proxy":["("]}""")]
    [InlineData("""{"proxy":["(?=a)a"]}""")]
    public async Task Patterns_that_make_no_sense_are_refused(string settings)
    {
        var tenant = await TenantAsync();

        var refused = (await tenant.Publisher.PatchAsync($"/manage/v1/apps/{tenant.AppId}", settings)).Expect(400);

        Assert.Equal("proxy", (string)refused.Json["violations"]![0]!["subject"]!);
    }

    private static RawServer Saying(string answer) => RawServer.Start(async connection =>
    {
        while (await connection.ReadRequestAsync() is not null)
        {
            await connection.SayAsync(answer);
        }
    });

    private async Task<(Tenant Tenant, Till Till)> OpenAsync(string? url = null)
    {
        var tenant = await TenantAsync(install: false);
        var proxy = new JsonArray(System.Text.RegularExpressions.Regex.Escape(url ?? Partner.Url) + "/.*");
        (await tenant.Publisher.PatchAsync($"/manage/v1/apps/{tenant.AppId}", new { proxy })).Expect(200);
        await tenant.InstallAsync();
        return (tenant, await tenant.OpenShopAsync());
    }

    private static string Through(string url) => "/terminal/v1/proxy?url=" + Uri.EscapeDataString(url);
}

public sealed class SqliteProxyTests : ProxyTests<SqliteFixture>;

public sealed class PostgreSqlProxyTests : ProxyTests<PostgreSqlFixture>;
