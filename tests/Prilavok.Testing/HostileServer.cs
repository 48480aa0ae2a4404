using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Prilavok.Testing;

/// <summary>A receiver that takes a request and answers it as no receiver should, on every connection.</summary>
public sealed class HostileServer : IDisposable
{
    private static readonly byte[] Filling = Encoding.ASCII.GetBytes(new string('x', 64 * 1024));

    private static readonly Lazy<byte[]> Packed = new(Pack);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Hostility _kind;
    private readonly string _head;
    private int _requests;
    private long _sent;
    private int _trapped;

    private HostileServer(Hostility kind, int status)
    {
        _kind = kind;
        _head = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Answer\r\nContent-Type: application/json\r\n");
        _listener.Start();
        _ = Task.Run(AcceptAsync, _closing.Token);
    }

    public string Name => _kind switch
    {
        Hostility.EndlessBody => "endless body",
        Hostility.DrippingHead => "slow drip",
        Hostility.DrippingBody => "slow drip of the body",
        Hostility.GzipBomb => "gzip bomb",
        Hostility.ManyHeaders => "100,000 headers",
        Hostility.Reset => "reset in the middle of the body",
        Hostility.Markup => "a page of two megabytes",
        Hostility.Redirect => "redirect to a private address",
        _ => _kind.ToString(),
    };

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Nobody has a reason to call it but the redirect.</summary>
    public string Trap => Url + "/trap";

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Requests to <see cref="Trap"/>.</summary>
    public int Trapped => Volatile.Read(ref _trapped);

    /// <summary>Bytes that the callers took, or that lie in the buffers between.</summary>
    public long Sent => Volatile.Read(ref _sent);

    /// <summary>Ends when a first caller has left, or had all of its answer.</summary>
    public Task Left => _left.Task;

    /// <param name="status">Of those answers that come to a status; a redirect has its own.</param>
    public static HostileServer Start(Hostility kind, int status = 200) => new(kind, kind == Hostility.Redirect ? 302 : status);

    public static IReadOnlyList<HostileServer> StartAll() =>
    [
        Start(Hostility.EndlessBody),
        Start(Hostility.DrippingHead),
        Start(Hostility.GzipBomb),
        Start(Hostility.ManyHeaders),
        Start(Hostility.Reset),
    ];

    public void Dispose()
    {
        _closing.Cancel();
        _listener.Dispose();
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_closing.Token);
                _ = Task.Run(() => ServeAsync(client), _closing.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                client.SendBufferSize = 64 * 1024; // What was sent and not read is little.
                var stream = client.GetStream();
                var request = new byte[4096];
                if (await stream.ReadAsync(request, _closing.Token) is > 0 and var length)
                {
                    Interlocked.Increment(ref _requests);
                    if (Encoding.ASCII.GetString(request, 0, length).Split('\r')[0].Contains("/trap", StringComparison.Ordinal))
                    {
                        Interlocked.Increment(ref _trapped);
                    }

                    await AnswerAsync(stream, _closing.Token);
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
            {
                // The caller had enough of it.
            }
        }

        _left.TrySetResult();
    }

    private Task AnswerAsync(NetworkStream stream, CancellationToken ct) => _kind switch
    {
        Hostility.EndlessBody => EndlessAsync(stream, ct),
        Hostility.DrippingHead => DripAsync(stream, _head + "X-Drip: ", ct),
        Hostility.DrippingBody => DripAsync(stream, _head + "Content-Length: 1000000\r\n\r\n", ct),
        Hostility.GzipBomb => BombAsync(stream, ct),
        Hostility.ManyHeaders => HeadersAsync(stream, ct),
        Hostility.Reset => ResetAsync(stream, ct),
        Hostility.Markup => WholeAsync(stream, "", "<!DOCTYPE html>" + new string('x', 2_000_000), ct),
        Hostility.Redirect => WholeAsync(stream, $"Location: {Trap}\r\n", "", ct),
        _ => Task.CompletedTask,
    };

    private Task SayAsync(NetworkStream stream, string text, CancellationToken ct) => SayAsync(stream, Encoding.ASCII.GetBytes(text), ct);

    private async Task SayAsync(NetworkStream stream, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        await stream.WriteAsync(bytes, ct);
        Interlocked.Add(ref _sent, bytes.Length);
    }

    private async Task EndlessAsync(NetworkStream stream, CancellationToken ct)
    {
        await SayAsync(stream, _head + "Content-Length: 1000000000000\r\n\r\n", ct);
        while (true)
        {
            await SayAsync(stream, Filling, ct);
        }
    }

    private async Task DripAsync(NetworkStream stream, string beginning, CancellationToken ct)
    {
        await SayAsync(stream, beginning, ct);
        while (true)
        {
            await SayAsync(stream, "x", ct);
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, ct);
        }
    }

    /// <summary>64 MB of nothing.</summary>
    private static byte[] Pack()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 64; i++)
            {
                gzip.Write(zeros);
            }
        }

        return packed.ToArray();
    }

    private async Task BombAsync(NetworkStream stream, CancellationToken ct)
    {
        var packed = Packed.Value;
        await SayAsync(stream, _head + $"Content-Encoding: gzip\r\nConnection: close\r\nContent-Length: {packed.Length * 16}\r\n\r\n", ct);
        for (var i = 0; i < 16; i++)
        {
            await SayAsync(stream, packed, ct);
        }

        await EndAsync(stream, ct);
    }

    private async Task HeadersAsync(NetworkStream stream, CancellationToken ct)
    {
        await SayAsync(stream, _head, ct);
        for (var i = 0; i < 100_000; i++)
        {
            await SayAsync(stream, $"X-Header-{i}: {i}\r\n", ct);
        }

        await SayAsync(stream, "Content-Length: 0\r\n\r\n", ct);
    }

    private async Task ResetAsync(NetworkStream stream, CancellationToken ct)
    {
        await SayAsync(stream, _head + "Content-Length: 1000000\r\n\r\nhalf of it", ct);
        stream.Socket.LingerState = new LingerOption(true, 0); // Closing is a reset.
        stream.Socket.Close();
    }

    private async Task WholeAsync(NetworkStream stream, string headers, string body, CancellationToken ct)
    {
        await SayAsync(stream, _head + headers + $"Connection: close\r\nContent-Length: {body.Length}\r\n\r\n", ct);
        await SayAsync(stream, body, ct);
        await EndAsync(stream, ct);
    }

    /// <summary>Closed before the rest of the request is read, the connection would be reset and the answer lost.</summary>
    private static async Task EndAsync(NetworkStream stream, CancellationToken ct)
    {
        stream.Socket.Shutdown(SocketShutdown.Send);
        var rest = new byte[4096];
        while (await stream.ReadAsync(rest, ct) > 0)
        {
        }
    }
}
