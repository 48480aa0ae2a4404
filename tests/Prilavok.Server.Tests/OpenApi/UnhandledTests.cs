using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.OpenApi;

/// <summary>
/// What the server answers by itself, before or while a route is asked, is described where it happens and nowhere else.
/// </summary>
public sealed class UnhandledTests : IAsyncLifetime
{
    private const string KeyHeader = "Idempotency-Key";

    private static readonly string[] Everywhere = ["http://.*"];

    private ServerFixture _server = null!;
    private PartnerService _partner = null!;
    private Tenant _tenant = null!;
    private Described _described = null!;
    private FullScene _scene = null!;
    private Till _till = null!;

    private Caller Anybody => new(_server.Http);

    public async ValueTask InitializeAsync()
    {
        _server = await ServerFixture.StartAsync(
            new SqliteFixture(), settings: [("UploadTimeout", "00:00:02"), ("RateLimits:LoopbackPerMinute", "100000"), .. Servers.Administered]);
        _partner = await PartnerService.StartAsync();
        _partner.On("/echo", _ => new Reply(200, "{}") { ContentType = "application/json" });
        _tenant = await Tenant.CreateAsync(_server.Http, Tenant.AppOf(_partner));
        _described = await Described.ReadAsync(Anybody);
        _scene = await FullScene.OpenAsync(_tenant, _described);
        (await _tenant.Publisher.PatchAsync($"/manage/v1/apps/{_tenant.AppId}", new { proxy = Everywhere })).Expect(200);
        _till = await _tenant.AddTillAsync(await _tenant.AddStoreAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _partner.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_head_that_is_too_long_may_come_to_every_route()
    {
        Assert.NotEmpty(_described.Operations);
        foreach (var (_, method, template, _) in _described.Operations)
        {
            var (path, _) = CallOf(template);
            var longAddress = await Anybody.SendAsync(new HttpMethod(method), $"{path.Split('?')[0]}?a={new string('x', 130 * 1024)}");
            var longHeaders = await Anybody.SendAsync(new HttpMethod(method), path, null, ("X-Long", new string('x', 40_000)));

            Assert.Equal((414, 431), (longAddress.Status, longHeaders.Status));
            _described.Hold(new HttpMethod(method), path, null, longAddress);
            _described.Hold(new HttpMethod(method), path, null, longHeaders);
        }
    }

    [Theory]
    [InlineData(408, "Content-Type: application/json\r\nContent-Length: 100", "{")]
    [InlineData(413, "Content-Type: application/json\r\nContent-Length: 999999999", "")]
    [InlineData(415, "Content-Type: text/plain\r\nContent-Encoding: odd\r\nContent-Length: 2", "{}")]
    public async Task A_body_that_does_not_come_is_too_long_or_of_an_unknown_form_is_told_where_bodies_are_read(int status, string headers, string body)
    {
        // Without a token a body has half a minute.
        var operations = _described.Operations.Where(operation => operation.Method != "GET" && !IsAnEnd(operation.Path) && (status != 408 || operation.Operation["security"] is not null)).ToList();
        var said = operations.Where(operation => operation.Operation["responses"]![$"{status}"] is not null).Select(NameOf).ToList();
        var told = new List<string>();
        foreach (var some in operations.Chunk(40))
        {
            await Task.WhenAll(some.Select(async operation =>
            {
                var answer = await SendAsync(operation.Method, operation.Path, headers, body);
                _described.Hold(new HttpMethod(operation.Method), CallOf(operation.Path).Path, null, answer);
                if (answer.Status == status)
                {
                    lock (told)
                    {
                        told.Add(NameOf(operation));
                    }
                }
            }));
        }

        Assert.Empty(told.Except(said));
        Assert.Empty(said.Except(told));
    }

    [Fact]
    public async Task A_token_that_opens_another_part_is_refused_by_every_route_for_people()
    {
        var owner = await ScopedAsync(_tenant.Owner, "payment:read");
        var publisher = await ScopedAsync(_tenant.Publisher, "hook:read");
        var refusals = 0;
        foreach (var (_, method, template, _) in _described.Operations.Where(operation => operation.Path.StartsWith("/manage", StringComparison.Ordinal) && operation.Operation["security"] is not null))
        {
            var (path, caller) = CallOf(template);
            var answer = await (caller == _tenant.Publisher ? publisher : owner).SendAsync(new HttpMethod(method), path);

            _described.Hold(new HttpMethod(method), path, null, answer);
            refusals += answer.Status == 403 ? 1 : 0;
        }

        Assert.InRange(refusals, 50, int.MaxValue);
    }

    [Fact]
    public async Task Where_the_owner_took_the_app_off_a_terminal_every_route_of_the_store_says_so()
    {
        var operations = _described.Operations.Where(operation => operation.Path.Contains("{store", StringComparison.Ordinal) && !operation.Path.StartsWith("/manage", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(operations);
        (await _tenant.Owner.PatchAsync(_tenant.Manage($"/apps/{_tenant.AppId}/installation"), """{"devices":[]}""")).Expect(200);
        foreach (var (_, method, template, _) in operations)
        {
            var (path, caller) = CallOf(template);
            var refused = (await caller.SendAsync(new HttpMethod(method), path)).Expect(402);
            _described.Hold(new HttpMethod(method), path, null, refused);
        }
    }

    /// <summary>It would take away what the others are called with.</summary>
    private static bool IsAnEnd(string template) => template is "/manage/v1/login" or "/manage/v1/second-factor/off" or "/sandbox/tenants/{ownerId}"
        || template.StartsWith("/manage/v1/accounts/{accountId}", StringComparison.Ordinal);

    private static string NameOf((string Document, string Method, string Path, System.Text.Json.Nodes.JsonObject Operation) operation) =>
        $"{operation.Method} {operation.Path}";

    private async Task<Caller> ScopedAsync(Caller person, params string[] scopes) =>
        new(_server.Http, (string)(await person.PostAsync("/manage/v1/tokens", new { name = "Part", scopes })).Expect(201).Json["token"]!);

    private (string Path, Caller Caller) CallOf(string template)
    {
        var (path, caller) = _scene.Call(template);
        return template.Split('/')[1] switch
        {
            "terminal" => (template.EndsWith("/proxy", StringComparison.Ordinal) ? $"{path}?url={Uri.EscapeDataString(_partner.Url + "/echo")}" : path, _till.Caller),
            "sandbox" => (path, Anybody),
            _ => (path, caller),
        };
    }

    /// <summary>A call of which the client says every byte.</summary>
    private async Task<Answer> SendAsync(string method, string template, string headers, string body)
    {
        var (path, caller) = CallOf(template);
        using var line = new TcpClient();
        await line.ConnectAsync("127.0.0.1", new Uri(_server.Url).Port);
        var head = $"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer {caller.Token}\r\n{KeyHeader}: {Guid.CreateVersion7()}\r\n{headers}\r\n\r\n";
        await line.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head + body));
        return Read($"{method} {path}", await ReadAsync(line.GetStream()));
    }

    /// <summary>Who has not read the whole body may reset the connection behind its answer.</summary>
    private static async Task<string> ReadAsync(NetworkStream line)
    {
        using var all = new MemoryStream();
        try
        {
            await line.CopyToAsync(all);
        }
        catch (IOException) when (all.Length > 0)
        {
            // The answer is there.
        }

        return Encoding.UTF8.GetString(all.ToArray());
    }

    private static Answer Read(string asked, string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var lines = text[..end].Split("\r\n");
        using var response = new HttpResponseMessage();
        response.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(text[(end + 4)..]));
        foreach (var line in lines.Where(line => line.StartsWith("Content-Type:", StringComparison.OrdinalIgnoreCase)))
        {
            response.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(line["Content-Type:".Length..].Trim());
        }

        return new Answer(asked, int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), response.Headers, response.Content.Headers, Encoding.UTF8.GetBytes(text[(end + 4)..]));
    }
}
