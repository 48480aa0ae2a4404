using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Prilavok.Bench;

/// <summary>Connections that send one request after the other and read each answer to its end. It costs as little as a client can.</summary>
internal static class Load
{
    /// <summary>The just-in-time compiler has its say first, for as long as a server that has just started needs to come to rest.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);

    /// <param name="next">The next request of a connection, by the connection's number.</param>
    /// <param name="warmUp">Null is <see cref="WarmUp"/>.</param>
    /// <returns>Answers a second, every one with status 200, and microseconds of processor the server spent on each.</returns>
    public static async Task<(double Rate, double Cost)> RunAsync(
        ServerProcess server, int connections, TimeSpan length, Func<int, ReadOnlyMemory<byte>> next, CancellationToken ct, TimeSpan? warmUp = null)
    {
        await MeasureAsync(server.Port, connections, warmUp ?? WarmUp, next, ct);
        var before = server.Cpu();
        var rate = await MeasureAsync(server.Port, connections, length, next, ct);
        return (rate, (server.Cpu() - before).TotalMicroseconds / (rate * length.TotalSeconds));
    }

    public static byte[] Request(string method, string path, string headers, byte[]? body = null)
    {
        var head = Encoding.ASCII.GetBytes(
            $"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}{(body is null ? "" : $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n")}\r\n");
        return [.. head, .. body ?? []];
    }

    public static async Task<Connection> ConnectAsync(int port, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port, ct);
        return new Connection(socket);
    }

    private static async Task<double> MeasureAsync(
        int port, int connections, TimeSpan length, Func<int, ReadOnlyMemory<byte>> next, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, connections).Select(
            number => Task.Run(() => OneAsync(port, number, () => watch.Elapsed < length, next, ct), ct)));
        return counts.Sum() / watch.Elapsed.TotalSeconds;
    }

    private static async Task<long> OneAsync(int port, int number, Func<bool> goOn, Func<int, ReadOnlyMemory<byte>> next, CancellationToken ct)
    {
        using var connection = await ConnectAsync(port, ct);
        var count = 0L;
        while (goOn())
        {
            await connection.AskAsync(next(number), ct);
            count++;
        }

        return count;
    }
}
