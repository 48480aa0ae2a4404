using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Prilavok.Core.Owners;
using Prilavok.Server.Partners;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Delivery;

/// <summary>Whatever a call dies of is told in words that name the cause, and never in those of the library underneath.</summary>
public sealed class CallReasonTests
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    /// <summary>A first answer of a handshake, in TLS 1.0.</summary>
    private static readonly byte[] OldHello =
        [0x16, 3, 1, 0, 42, 2, 0, 0, 38, 3, 1, .. new byte[32], 0, 0, 0x2f, 0];

    /// <summary>What stands in place of {port} is the port.</summary>
    public static TheoryData<string, string> Reasons { get; } = new()
    {
        { "plain HTTP where TLS is asked for", "TLS with 127.0.0.1:{port} failed: what answers there does not speak TLS (“HTTP/1.1 400 Bad Request”)" },
        { "another language where TLS is asked for", "TLS with 127.0.0.1:{port} failed: what answers there does not speak TLS (“SSH-2.0-OpenSSH_9.6”)" },
        { "alert: another version", "TLS with 127.0.0.1:{port} failed: the service wants another version of TLS (alert 70, protocol version)" },
        { "alert: no common way", "TLS with 127.0.0.1:{port} failed: the service broke the handshake off: there is no way of encryption that both know (alert 40)" },
        { "alert: another name", "TLS with 127.0.0.1:{port} failed: the service does not know the name 127.0.0.1 (alert 112, unrecognised name)" },
        { "alert: certificate wanted", "TLS with 127.0.0.1:{port} failed: the service wants a certificate of its caller (alert 116)" },
        { "TLS of old", "TLS with 127.0.0.1:{port} failed: the service speaks TLS 1.0 only, which is too old to be safe" },
        { "closed while TLS is agreed", "TLS with 127.0.0.1:{port} failed: the connection was closed before it was agreed" },
        { "reset while TLS is agreed", "the connection to 127.0.0.1:{port} was reset while TLS was agreed" },
        { "silent while TLS is agreed", "TLS was not agreed with 127.0.0.1:{port} within 0.5 s" },
        { "reset", "the connection was reset before an answer came" },
        { "closed", "the connection was closed before an answer came" },
        { "silent", "no answer within 0.5 s" },
        { "half a head and silent", "the head of the answer did not end within 0.5 s" },
        { "half a body and silent", "the answer did not end within 0.5 s" },
        { "half a head and closed", "the answer was cut short" },
        { "half a body and closed", "the answer was cut short" },
        { "half a body and reset", "the connection was reset in the middle of the answer" },
        { "no HTTP", "what came back is not HTTP: Received an invalid status line: 'SSH-2.0-OpenSSH_9.6'" },
        { "a long head", "the head of the answer is longer than 64 KB" },
    };

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task The_reason_names_the_cause(string what, string expected)
    {
        using var server = RawServer.Start(connection => ServeAsync(what, connection));
        var isSecure = what.Contains("TLS", StringComparison.Ordinal) || what.StartsWith("alert", StringComparison.Ordinal);

        var fault = await FaultAsync($"{(isSecure ? "https" : "http")}://127.0.0.1:{server.Port}/", isSilent: what.Contains("silent", StringComparison.Ordinal));

        Assert.Equal(expected.Replace("{port}", $"{server.Port}", StringComparison.Ordinal), fault.Cause);
    }

    [Theory]
    [InlineData("127.0.0.1", -1, 1, null, "its certificate is signed by itself, and this server does not trust it")]
    [InlineData("127.0.0.1", -1, 1, "Nobody's root", "its certificate is issued by Nobody's root, who is not known here; the service may have to send an intermediate certificate too")]
    [InlineData("shop.test", -1, 1, null, "its certificate is for shop.test, not for 127.0.0.1; its certificate is signed by itself, and this server does not trust it")]
    [InlineData("127.0.0.1", -9, -2, null, "its certificate has expired at {until}; its certificate is signed by itself, and this server does not trust it")]
    [InlineData("127.0.0.1", 2, 9, null, "its certificate is not valid before {from}; its certificate is signed by itself, and this server does not trust it")]
    public async Task All_that_is_wrong_with_a_certificate_is_told(string name, int from, int until, string? issuer, string expected)
    {
        using var certificate = Certificates.Make(name, Now.AddDays(from), Now.AddDays(until), issuer);
        using var server = RawServer.Start(async connection =>
        {
            await using var secured = new SslStream(connection.Stream);
            await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, connection.Closing);
            _ = await secured.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, connection.Closing);
        });

        var fault = await FaultAsync($"https://127.0.0.1:{server.Port}/");

        var all = $"TLS with 127.0.0.1:{server.Port} failed: {expected}";
        Assert.Equal(
            Faults(all.Replace("{from}", Time(certificate.NotBefore), StringComparison.Ordinal).Replace("{until}", Time(certificate.NotAfter), StringComparison.Ordinal)),
            Faults(fault.Cause));

        static string[] Faults(string text) => [.. text[(text.IndexOf("failed: ", StringComparison.Ordinal) + 8)..].Split("; ").Order(StringComparer.Ordinal)];
        static string Time(DateTime time) => $"{time.ToUniversalTime():yyyy-MM-dd'T'HH:mm:ss'Z'}";
    }

    [Theory]
    [InlineData(SocketError.HostNotFound, "the name hook.test is not found")]
    [InlineData(SocketError.NoData, "the name hook.test is not found")]
    [InlineData(SocketError.TryAgain, "the name hook.test cannot be looked up at the moment")]
    public async Task A_name_that_leads_nowhere_is_told(SocketError error, string expected)
    {
        var fault = await FaultAsync("http://hook.test/", (_, _) => throw new SocketException((int)error));

        Assert.Equal(expected, fault.Cause);
        Assert.Equal("The service cannot be reached: " + expected, fault.Sentence);
    }

    [Fact]
    public async Task A_name_that_is_not_looked_up_in_time_is_told()
    {
        var fault = await FaultAsync("http://hook.test/", async (_, ct) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
            return [];
        }, isSilent: true);

        Assert.Equal("the name hook.test was not looked up within 0.5 s", fault.Cause);
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_told()
    {
        int port;
        using (var server = RawServer.Start(_ => Task.CompletedTask))
        {
            port = server.Port;
        }

        Assert.Equal($"nobody listens at 127.0.0.1:{port}: the connection was refused", (await FaultAsync($"http://127.0.0.1:{port}/")).Cause);
    }

    [Fact]
    public async Task A_connection_that_does_not_come_about_in_time_is_told()
    {
        using var full = new Socket(SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        var point = (IPEndPoint)full.LocalEndPoint!;
        using var waiting = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 8).Select(_ => new Socket(SocketType.Stream, ProtocolType.Tcp)).ToList();
        var calls = callers.Select(caller => caller.ConnectAsync(point, waiting.Token).AsTask()).ToList();
        await Task.WhenAny(calls); // Those that are let in fill the queue; nobody takes them out of it.

        var fault = await FaultAsync($"http://127.0.0.1:{point.Port}/", isSilent: true);

        Assert.Equal($"no connection to 127.0.0.1:{point.Port} within 0.5 s", fault.Cause);
        await waiting.CancelAsync();
        await Task.WhenAll(calls).ContinueWith(_ => { }, TaskScheduler.Default); // Some were let in, the others are called off.
        callers.ForEach(caller => caller.Dispose());
    }

    [Theory]
    [InlineData(SocketError.NetworkUnreachable)]
    [InlineData(SocketError.HostUnreachable)]
    public void Where_there_is_no_way_is_told(SocketError error)
    {
        var e = new HttpRequestException("x", new SocketException((int)error));

        var fault = CallFault.Of(e, new Uri("https://hook.test/a?token=secret"), Way.Begin(), begun: null, TimeSpan.FromSeconds(1));

        Assert.StartsWith("there is no way to hook.test:443: ", fault.Cause, StringComparison.Ordinal);
    }

    private static async Task ServeAsync(string what, RawConnection connection)
    {
        const string Head = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n";
        var isTls = what.Contains("TLS", StringComparison.Ordinal) || what.StartsWith("alert", StringComparison.Ordinal);
        Task hello = isTls ? connection.Stream.ReadAsync(new byte[4096], connection.Closing).AsTask() : connection.ReadRequestAsync();
        await hello;
        switch (what)
        {
            case "plain HTTP where TLS is asked for":
                await connection.SayAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
                break;
            case "another language where TLS is asked for" or "no HTTP":
                await connection.SayAsync("SSH-2.0-OpenSSH_9.6\r\n");
                break;
            case "alert: another version":
                await AlertAsync(70);
                break;
            case "alert: no common way":
                await AlertAsync(40);
                break;
            case "alert: another name":
                await AlertAsync(112);
                break;
            case "alert: certificate wanted":
                await AlertAsync(116);
                break;
            case "TLS of old":
                await connection.Stream.WriteAsync(OldHello, connection.Closing);
                break;
            case "reset" or "reset while TLS is agreed":
                connection.Reset();
                return;
            case "closed" or "closed while TLS is agreed":
                return;
            case "half a head and silent" or "half a head and closed":
                await connection.SayAsync(Head);
                break;
            case "half a body and silent" or "half a body and closed":
                await connection.SayAsync(Head + "\r\nhalf");
                break;
            case "half a body and reset":
                await connection.SayAsync(Head + "\r\nhalf");
                connection.Reset();
                return;
            case "a long head":
                await connection.SayAsync(Head + $"X-Long: {new string('x', 70_000)}\r\n\r\n");
                break;
        }

        if (what.Contains("silent", StringComparison.Ordinal))
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, connection.Closing);
        }

        Task AlertAsync(byte kind) => connection.Stream.WriteAsync(new byte[] { 0x15, 3, 3, 0, 2, 2, kind }, connection.Closing).AsTask();
    }

    /// <param name="isSilent">Then it ends after half a second, else long after anything has happened.</param>
    private static async Task<CallFault> FaultAsync(string url, FindAddresses? find = null, bool isSilent = false)
    {
        using var http = new OutgoingHttp(
            Options.Create(new DeliveryOptions { PrivateAddresses = PrivateAddresses.Everybody }), null!, find ?? ((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback])), TimeProvider.System);
        var limit = TimeSpan.FromSeconds(isSilent ? 0.5 : 60);
        var owner = new Owner("01-000000000000001", "a@b.test", IsSandbox: true, TimeSpan.Zero, default, null);
        var way = Way.Begin();
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ReadOnlyMemoryContent("[]"u8.ToArray()) };
        using var over = new CancellationTokenSource(limit);
        try
        {
            using var response = await http.SendAsync(request, owner, appId: null, way, over.Token);
            await response.Content.ReadAsByteArrayAsync(over.Token);
        }
        catch (Exception e) when (e is OperationCanceledException || CallFault.IsOne(e))
        {
            return http.FaultOf(e, request, way, limit);
        }

        Assert.Fail($"{url} answered.");
        return default;
    }
}
