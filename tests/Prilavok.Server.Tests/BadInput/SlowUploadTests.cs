using System.Net.Sockets;
using System.Text;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.BadInput;

/// <summary>Bodies that come slowly: a telephone on a bad line is waited for, and nobody for ever.</summary>
public sealed class SlowUploadTests
{
    /// <summary>Slower than 240 bytes a second for longer than 5 seconds: there the server underneath would hang up by itself.</summary>
    private const int Parts = 36;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task A_receipt_that_comes_byte_by_byte_is_taken()
    {
        await using var server = await ServerFixture.StartAsync(new SqliteFixture());
        var till = await (await Tenant.CreateAsync(server.Http, new { name = "App" })).OpenShopAsync();
        var body = $"[{Goods.Document("SELL", "tea-1", 1).ToJsonString()}]";
        using var line = await OpenAsync(server);
        await SayAsync(line, Head("/terminal/v1/documents", till.Caller.Token, body.Length));
        await SayAsync(line, body[..^Parts]);

        for (var i = Parts; i > 0; i--)
        {
            await Task.Delay(Pause, TimeProvider.System);
            await SayAsync(line, body[^i..^(i - 1)]);
        }

        var answer = await ReadAsync(line);
        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"accepted\":[\"", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/terminal/v1/documents", "The body did not come in time.")]
    [InlineData("/api/v1/inventories/stores/1/products", "\"reason\":\"too slow\"")]
    [InlineData("/suppliers", "\"code\":\"request_timeout\"")]
    public async Task A_body_that_does_not_end_is_refused_in_the_words_of_its_surface(string path, string expected)
    {
        await using var server = await ServerFixture.StartAsync(new SqliteFixture(), settings: ("UploadTimeout", "00:00:02"));
        var tenant = await Tenant.CreateAsync(server.Http, new { name = "App" });
        var till = await tenant.OpenShopAsync();
        using var line = await OpenAsync(server);
        await SayAsync(line, Head(path.Replace("/1/", $"/{till.StoreId}/", StringComparison.Ordinal), path.StartsWith("/terminal", StringComparison.Ordinal) ? till.Caller.Token : tenant.App.Token, 100));
        await SayAsync(line, "[");

        var answer = await ReadAsync(line);

        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains(expected, answer, StringComparison.Ordinal);
        Assert.Empty(server.Errors);
    }

    private static async Task<TcpClient> OpenAsync(ServerFixture server)
    {
        var line = new TcpClient { NoDelay = true };
        await line.ConnectAsync("127.0.0.1", new Uri(server.Url).Port);
        return line;
    }

    private static string Head(string path, string? token, int length) =>
        $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/json\r\nAuthorization: Bearer {token}\r\nContent-Length: {length}\r\n\r\n";

    private static async Task SayAsync(TcpClient line, string text) => await line.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text));

    /// <summary>To the end, which the server makes.</summary>
    private static async Task<string> ReadAsync(TcpClient line)
    {
        using var reader = new StreamReader(line.GetStream());
        return await reader.ReadToEndAsync();
    }
}
