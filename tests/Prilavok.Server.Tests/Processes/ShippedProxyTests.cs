using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Server.Tests.Routes;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Processes;

/// <summary>
/// What is promised holds behind the proxy that is shipped, too: <c>deploy/nginx.conf</c> in front of a server. Without nginx it is skipped,
/// and fails where <c>CI=true</c>.
/// </summary>
public sealed class ShippedProxyTests : IAsyncLifetime
{
    private const int Limit = 10 * 1024 * 1024;

    private static readonly string[] Folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("prilavok-proxy-");
    private ServerFixture _server = null!;
    private PartnerService _partner = null!;
    private Process? _proxy;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _partner = await PartnerService.StartAsync();
        _server = await ServerFixture.StartAsync(new SqliteFixture());
        var port = FreePort();
        _proxy = Start(port);
        _http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await ListensAsync(port);
    }

    public async ValueTask DisposeAsync()
    {
        if (_proxy is not null)
        {
            _proxy.Kill(entireProcessTree: true);
            await _proxy.WaitForExitAsync();
            _proxy.Dispose();
            _http.Dispose();
        }

        await _server.DisposeAsync();
        await _partner.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_is_promised_holds_behind_the_shipped_proxy()
    {
        var tenant = await Tenant.CreateAsync(_http, new { name = "App", proxy = new JsonArray("http://.*") });
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
        Assert.StartsWith(_http.BaseAddress + "images/", (string)image["url"]!, StringComparison.Ordinal);
        Assert.Equal("image/png", (await new Caller(_http).GetAsync((string)image["url"]!)).Expect(200).ContentHeaders.ContentType?.MediaType);
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

    private Process Start(int port)
    {
        var node = new Uri(_server.Url).Authority;
        var shipped = File.ReadAllText(Path.Combine(Root(), "deploy", "nginx.conf"));
        var own = shipped.Replace("node1:5080", node, StringComparison.Ordinal).Replace("server node2:5080", $"server {node}", StringComparison.Ordinal)
            .Replace("listen 5080;", $"listen 127.0.0.1:{port};", StringComparison.Ordinal);
        Assert.DoesNotContain("5080", own, StringComparison.Ordinal);
        var folders = string.Concat(Folders.Select(name => $"{name}_temp_path {_folder}/{name};"));
        var path = Path.Combine(_folder.FullName, "nginx.conf");
        File.WriteAllText(path, own.Replace("http {", $"http {{ access_log off; {folders}", StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.FullName, File.GetUnixFileMode(_folder.FullName) | UnixFileMode.OtherRead | UnixFileMode.OtherExecute); // Its workers are nobody.
        }

        try
        {
            return Process.Start(new ProcessStartInfo("nginx", ["-e", $"{_folder}/error.log", "-c", path, "-g", $"daemon off; pid {_folder}/pid;"]) { RedirectStandardError = true, UseShellExecute = false })!;
        }
        catch (Win32Exception e)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") is "true", "There is no nginx on this machine.");
            throw new InvalidOperationException("There is no nginx on this machine.", e);
        }
    }

    private async Task ListensAsync(int port)
    {
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                Assert.False(_proxy!.HasExited, _proxy.HasExited ? await _proxy.StandardError.ReadToEndAsync() : "");
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Prilavok.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The repository is not found.");
        }

        return folder.FullName;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
