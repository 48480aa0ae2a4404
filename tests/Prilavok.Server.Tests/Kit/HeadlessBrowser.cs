using System.ComponentModel;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Xunit;

namespace Prilavok.Server.Tests.Kit;

/// <summary>
/// Chromium without a window, in a process of its own and with a profile of its own, told what to do over its debugging protocol. Without
/// Chromium a test is skipped, and fails where <c>CI=true</c>.
/// </summary>
public sealed class HeadlessBrowser : IAsyncDisposable
{
    private const string Listens = "DevTools listening on ";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>A closed network refuses what it looks up of its own accord, many times a second; as root it has no sandbox.</summary>
    private static readonly string[] Quiet =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--remote-debugging-port=0",
    ];

    private readonly Process _process;
    private readonly DirectoryInfo _profile;
    private readonly ClientWebSocket _socket = new();
    private int _last;

    private HeadlessBrowser(Process process, DirectoryInfo profile)
    {
        _process = process;
        _profile = profile;
    }

    /// <param name="names">Names that lead to addresses of the test's choice, as <c>MAP evil.test 127.0.0.1</c>.</param>
    public static async Task<HeadlessBrowser> StartAsync(string names)
    {
        var profile = Directory.CreateTempSubdirectory("prilavok-browser-");
        var start = new ProcessStartInfo("chromium", [.. Quiet, $"--user-data-dir={profile}", $"--host-resolver-rules={names}", "about:blank"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        try
        {
            var browser = new HeadlessBrowser(Process.Start(start)!, profile);
            await browser.ConnectAsync();
            return browser;
        }
        catch (Win32Exception e)
        {
            profile.Delete(recursive: true);
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") is "true", "There is no Chromium on this machine.");
            throw new InvalidOperationException("There is no Chromium on this machine.", e);
        }
    }

    /// <summary>A new page from an address.</summary>
    /// <returns>What scripts are run with.</returns>
    public async Task<string> OpenAsync(string url)
    {
        var target = (string)(await AskAsync("Target.createTarget", new JsonObject { ["url"] = "about:blank" }))["targetId"]!;
        var page = (string)(await AskAsync("Target.attachToTarget", new JsonObject { ["targetId"] = target, ["flatten"] = true }))["sessionId"]!;
        await AskAsync("Page.enable", [], page);
        await AskAsync("Page.setBypassCSP", new JsonObject { ["enabled"] = true }, page); // A page of somebody else has no policy of this cloud.
        var gone = await AskAsync("Page.navigate", new JsonObject { ["url"] = url }, page);
        Assert.True(gone["errorText"] is null, $"{url}: {gone}");
        Assert.Equal(new Uri(url).GetLeftPart(UriPartial.Authority), (string)(await RunAsync(page, "location.origin"))!);
        return page;
    }

    /// <summary>Runs a script in a page.</summary>
    /// <returns>What it comes to, once it has.</returns>
    public async Task<JsonNode?> RunAsync(string page, string script)
    {
        var asked = new JsonObject { ["expression"] = script, ["awaitPromise"] = true, ["returnByValue"] = true };
        var ran = await AskAsync("Runtime.evaluate", asked, page);
        Assert.True(ran["exceptionDetails"] is null, ran.ToJsonString());
        return ran["result"]!["value"];
    }

    /// <summary>Names of all cookies it holds.</summary>
    public async Task<IReadOnlyList<string>> CookiesAsync() =>
        [.. (await AskAsync("Storage.getCookies", []))["cookies"]!.AsArray().Select(cookie => (string)cookie!["name"]!)];

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _profile.Delete(recursive: true);
    }

    private async Task ConnectAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var said = new List<string>();
        while (await _process.StandardError.ReadLineAsync(patience.Token) is { } line)
        {
            said.Add(line);
            if (line.StartsWith(Listens, StringComparison.Ordinal))
            {
                _ = _process.StandardError.ReadToEndAsync(CancellationToken.None); // What it says later must not fill the pipe.
                _ = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                await _socket.ConnectAsync(new Uri(line[Listens.Length..]), patience.Token);
                return;
            }
        }

        Assert.Fail($"Chromium did not start: {string.Join('\n', said)}");
    }

    private async Task<JsonNode> AskAsync(string method, JsonObject parameters, string? page = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        var id = ++_last;
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        if (page is not null)
        {
            message["sessionId"] = page;
        }

        await _socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, patience.Token);
        while (true)
        {
            var heard = await HearAsync(patience.Token);
            if ((int?)heard["id"] == id)
            {
                return heard["result"] ?? throw new InvalidOperationException($"{method}: {heard}");
            }
        }
    }

    private async Task<JsonNode> HearAsync(CancellationToken ct)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer.AsMemory(), ct);
            await whole.WriteAsync(buffer.AsMemory(0, part.Count), ct);
            if (part.EndOfMessage)
            {
                return JsonNode.Parse(whole.ToArray())!;
            }
        }
    }
}
