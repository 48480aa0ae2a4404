using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Prilavok.Bench.Durability;

/// <summary>A receiver that takes a request and answers it as no receiver should, on every connection.</summary>
internal sealed class HostileServer : IDisposable
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    private static readonly byte[] Filling = Encoding.ASCII.GetBytes(new string('x', 64 * 1024));

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Func<NetworkStream, CancellationToken, Task> _answer;
    private int _requests;

    private HostileServer(string name, Func<NetworkStream, CancellationToken, Task> answer)
    {
        Name = name;
        _answer = answer;
        _listener.Start();
        _ = Task.Run(AcceptAsync, _closing.Token);
    }

    public string Name { get; }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public int Requests => Volatile.Read(ref _requests);

    public static IReadOnlyList<HostileServer> StartAll() =>
    [
        new("endless body", EndlessAsync),
        new("slow drip", DripAsync),
        new("gzip bomb", BombAsync),
        new("100,000 headers", HeadersAsync),
        new("reset in the middle of the body", ResetAsync),
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
                var stream = client.GetStream();
                if (await stream.ReadAsync(new byte[4096], _closing.Token) > 0)
                {
                    Interlocked.Increment(ref _requests);
                    await _answer(stream, _closing.Token);
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
            {
                // The caller had enough of it.
            }
        }
    }

    private static ValueTask SayAsync(NetworkStream stream, string text, CancellationToken ct) => stream.WriteAsync(Encoding.ASCII.GetBytes(text), ct);

    private static async Task EndlessAsync(NetworkStream stream, CancellationToken ct)
    {
        await SayAsync(stream, Head + "Content-Length: 1000000000000\r\n\r\n", ct);
        while (true)
        {
            await stream.WriteAsync(Filling, ct);
        }
    }

    /// <summary>The head never ends: a byte now and then.</summary>
    private static async Task DripAsync(NetworkStream stream, CancellationToken ct)
    {
        await SayAsync(stream, Head + "X-Drip: ", ct);
        while (true)
        {
            await SayAsync(stream, "x", ct);
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, ct);
        }
    }

    /// <summary>A gigabyte of zeros in a megabyte.</summary>
    private static async Task BombAsync(NetworkStream stream, CancellationToken ct)
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 64; i++)
            {
                await gzip.WriteAsync(zeros, ct);
            }
        }

        await SayAsync(stream, Head + $"Content-Encoding: gzip\r\nContent-Length: {packed.Length * 16}\r\n\r\n", ct);
        for (var i = 0; i < 16; i++)
        {
            await stream.WriteAsync(packed.GetBuffer().AsMemory(0, (int)packed.Length), ct);
        }
    }

    private static async Task HeadersAsync(NetworkStream stream, CancellationToken ct)
    {
        await SayAsync(stream, Head, ct);
        for (var i = 0; i < 100_000; i++)
        {
            await SayAsync(stream, $"X-Header-{i}: {i}\r\n", ct);
        }

        await SayAsync(stream, "Content-Length: 0\r\n\r\n", ct);
    }

    private static async Task ResetAsync(NetworkStream stream, CancellationToken ct)
    {
        await SayAsync(stream, Head + "Content-Length: 1000000\r\n\r\nhalf of it", ct);
        stream.Socket.LingerState = new LingerOption(true, 0); // Closing is a reset.
        stream.Socket.Close();
    }
}
