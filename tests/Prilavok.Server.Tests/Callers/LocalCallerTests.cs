using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Options;
using Prilavok.Server.Tests.Kit;
using Prilavok.Server.Tests.Routes;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Callers;

/// <summary>What is open to callers on this machine alone: the sandbox, registration, and a session in a browser.</summary>
public sealed class LocalCallerTests : IAsyncLifetime
{
    private const string Password = "Sesame-0pen";

    /// <summary>A proxy on this machine, as it may tell of itself.</summary>
    private static readonly (string Name, string Value)[] Proxies =
    [
        ("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "pos.example.ru"), ("X-Forwarded-Port", "443"), ("X-Forwarded-Server", "front"),
        ("x_forwarded_for", "203.0.113.9"), ("Forwarded", "for=203.0.113.9;proto=https"), ("X-Real-IP", "203.0.113.9"), ("Via", "1.1 front"), ("X-Original-For", "203.0.113.9:1"),
        ("X-Original-Proto", "http"), ("X-Original-Host", "front"), ("X-Client-IP", "203.0.113.9"), ("True-Client-IP", "203.0.113.9"), ("CF-Connecting-IP", "203.0.113.9"),
        ("X-Cluster-Client-IP", "203.0.113.9"), ("X-Forwarded-For", ""), ("X-Forwarded-Host", "127.0.0.1"),
    ];

    /// <summary>A page elsewhere, or one under another name for this address.</summary>
    private static readonly (string Name, string Value)[][] Pages =
    [
        [("Origin", "https://evil.example")], [("Origin", "null")], [("Origin", "http://127.0.0.1:1")], [("Origin", "http://localhost:4200")], [("Origin", "")],
        [("Sec-Fetch-Site", "cross-site")], [("Sec-Fetch-Site", "same-site")], [("Origin", "https://evil.example"), ("Sec-Fetch-Site", "same-origin")],
        [("Host", "rebound.evil.example:5080")], [("Host", "rebound.evil.example:5080"), ("Origin", "http://rebound.evil.example:5080"), ("Sec-Fetch-Site", "same-origin")],
        [("Host", "localhost.evil.example")], [("Host", "127.0.0.1.evil.example")], [("Host", "0.0.0.0")], [("Host", "192.168.1.5:5080")],
    ];

    private static readonly string?[] OtherBodies =
        ["text/plain", "text/plain;charset=UTF-8", Samples.Form, "multipart/form-data; boundary=x", "text/plain; application/json", "application/jsonp", null];

    private ServerFixture _server = null!;
    private PartnerService _partner = null!;
    private Tenant _tenant = null!;

    public async ValueTask InitializeAsync()
    {
        _partner = await PartnerService.StartAsync();
        _server = await ServerFixture.StartAsync(new SqliteFixture(), settings: [("Hosts", "devbox; devbox.local"), .. Servers.Administered]);
        _tenant = await Tenant.CreateAsync(_server.Http, new { name = "App" });
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _partner.DisposeAsync();
    }

    public static TheoryData<string> Signs =>
        [.. Proxies.Select(header => $"{header.Name}: {header.Value}"), .. Pages.Select(headers => string.Join('\n', headers.Select(header => $"{header.Name}: {header.Value}")))];

    [Theory]
    [MemberData(nameof(Signs))]
    public async Task Whoever_is_not_local_gets_nothing_without_a_token(string sign)
    {
        var headers = sign.Split('\n').Select(header => (header.Split(": ")[0], header.Split(": ")[1])).ToArray();

        Assert.Contains("sandbox needs the administrator's key", (await SendAsync("GET", $"/sandbox/tenants/{_tenant.OwnerId}", null, headers)).Expect(401).Text, StringComparison.Ordinal);
        (await SendAsync("POST", "/sandbox/tenants", """{"seed":"empty"}""", headers)).Expect(401);
        Assert.Contains("registration", (await SendAsync("POST", "/manage/v1/register", Registration(), headers)).Expect(403).Text, StringComparison.Ordinal);
        (await SendAsync("GET", $"/sandbox/tenants/{_tenant.OwnerId}", null, [.. headers, ("Authorization", "Bearer " + People.AdminPassword)])).Expect(200);
    }

    [Fact]
    public async Task Every_route_of_the_sandbox_keeps_out_whoever_is_not_local_and_what_is_no_JSON()
    {
        var account = await Account.OpenAsync(_server.Http, _partner);
        var routes = _server.Routes.Where(route => Door.Of(route).Kind == DoorKind.Sandbox).ToList();
        Assert.InRange(routes.Count, 11, int.MaxValue);
        foreach (var route in routes)
        {
            var (method, path) = (Samples.MethodOf(route).Method, RouteCall.PathOf(route, (_, name) => account.ValueOf(route, name)));
            var body = Samples.BodyOf(route, account)?.ToJsonString();
            foreach (var headers in Pages.Append([Proxies[0]]))
            {
                (await SendAsync(method, path, body, headers)).Expect(401);
            }

            foreach (var type in OtherBodies)
            {
                (await SendAsync(method, path, body ?? "{}", [], type)).Expect(415);
            }
        }
    }

    [Theory]
    [InlineData("Host: localhost")]
    [InlineData("Host: LOCALHOST:5080\nOrigin: http://localhost:5080\nSec-Fetch-Site: same-origin")]
    [InlineData("Host: 127.0.0.1")]
    [InlineData("Host: 127.8.9.10:99")]
    [InlineData("Host: [::1]:5080\nOrigin: http://[::1]:5080")]
    [InlineData("Host: devbox:5080\nOrigin: http://devbox:5080")]
    [InlineData("Host: devbox.local\nSec-Fetch-Site: none")]
    [InlineData("Accept: */*")]
    public async Task Callers_on_this_machine_are_let_in_under_its_own_names(string sign)
    {
        var headers = sign.Split('\n').Select(header => (header.Split(": ")[0], header.Split(": ")[1])).ToArray();

        (await SendAsync("GET", $"/sandbox/tenants/{_tenant.OwnerId}", null, headers)).Expect(200);
        (await SendAsync("POST", "/sandbox/tenants", """{"seed":"empty"}""", headers)).Expect(201);
        (await SendAsync("POST", "/manage/v1/register", Registration(), headers)).Expect(201);
        Assert.NotNull((await LogInAsync(headers)).Expect(200).Header("Set-Cookie"));
    }

    [Fact]
    public async Task An_old_version_of_HTTP_is_a_proxy_that_says_nothing()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/sandbox/tenants/{_tenant.OwnerId}") { Version = new Version(1, 0) };
        using var answer = await _server.Http.SendAsync(request);

        Assert.Equal(401, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_page_elsewhere_logs_nobody_in_with_a_cookie_wherever_the_browser_is()
    {
        (string, string)[] front = [("Host", "cloud.example"), ("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-Proto", "https")];
        Assert.Contains("secure", (await LogInAsync([.. front, ("Origin", "https://cloud.example"), ("Sec-Fetch-Site", "same-origin")])).Expect(200).Header("Set-Cookie")!, StringComparison.Ordinal);
        (await LogInAsync([.. front, ("Sec-Fetch-Site", "none")])).Expect(200);
        (await LogInAsync([("Host", "cloud.example"), ("X-Forwarded-For", "203.0.113.9"), ("Origin", "https://cloud.example"), ("Sec-Fetch-Site", "same-origin")])).Expect(200); // TLS that nobody tells of.
        foreach (var page in Pages)
        {
            Assert.Null((await LogInAsync(page)).Expect(403).Header("Set-Cookie"));
        }

        foreach (var page in Pages.Where(page => page[0].Name != "Host"))
        {
            Assert.Null((await LogInAsync([.. front, .. page])).Expect(403).Header("Set-Cookie"));
        }

        (await LogInAsync([.. front, ("Origin", "http://cloud.example")])).Expect(403);
        foreach (var type in OtherBodies)
        {
            Assert.Null((await LogInAsync(front, type)).Expect(415).Header("Set-Cookie"));
        }
    }

    [Theory]
    [InlineData("Open", "", "X-Forwarded-For: 203.0.113.9", 201)]
    [InlineData("Open", "false", "Host: cloud.example", 201)]
    [InlineData("Open", "", "Origin: https://evil.example", 403)]
    [InlineData("Open", "", "Sec-Fetch-Site: cross-site", 403)]
    [InlineData("Auto", "false", "Accept: */*", 403)]
    [InlineData("Closed", "", "Accept: */*", 403)]
    public async Task Registration_is_open_to_whom_it_says(string registration, string sandbox, string sign, int status)
    {
        (string, string)[] settings = [("Accounts:Registration", registration), .. sandbox.Length > 0 ? [("Sandbox", sandbox)] : Array.Empty<(string, string)>()];
        await using var server = await ServerFixture.StartAsync(new SqliteFixture(), settings: settings);
        using var content = Caller.ContentOf(Registration());

        (await new Caller(server.Http).SendAsync(HttpMethod.Post, "/manage/v1/register", content, (sign.Split(": ")[0], sign.Split(": ")[1]))).Expect(status);
    }

    [Theory]
    [InlineData("dev box")]
    [InlineData("devbox:5080")]
    [InlineData("http://devbox")]
    [InlineData("*")]
    public async Task A_name_that_is_none_stops_the_server_at_its_start(string hosts)
    {
        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => ServerFixture.StartAsync(new SqliteFixture(), settings: ("Hosts", hosts)));

        Assert.Contains($"Prilavok:Hosts holds {hosts}", e.Message, StringComparison.Ordinal);
    }

    private static string Registration() => $$"""{"kind":"owner","login":"{{Guid.CreateVersion7():n}}@example.test","password":"{{Password}}"}""";

    private Task<Answer> LogInAsync((string, string)[] headers, string? type = "application/json") =>
        SendAsync("POST", "/manage/v1/login", $$"""{"login":"{{_tenant.Login}}","password":"{{_tenant.Password}}","cookie":true}""", headers, type);

    private async Task<Answer> SendAsync(string method, string path, string? body, (string, string)[] headers, string? type = "application/json")
    {
        using var content = body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (content is not null && type is not null)
        {
            content.Headers.ContentType = MediaTypeHeaderValue.TryParse(type, out var parsed) ? parsed : null;
            if (parsed is null)
            {
                content.Headers.TryAddWithoutValidation("Content-Type", type);
            }
        }

        return await new Caller(_server.Http).SendAsync(new HttpMethod(method), path, content, headers);
    }
}
