using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace Prilavok.Bench;

/// <summary>Sends one request after the other and reads each answer to its end.</summary>
internal sealed class Connection(Socket socket) : IDisposable
{
    private readonly byte[] _buffer = new byte[256 * 1024];

    /// <exception cref="InvalidOperationException">The answer is not one with status 200 and a length.</exception>
    public async Task AskAsync(ReadOnlyMemory<byte> request, CancellationToken ct)
    {
        await socket.SendAsync(request, ct);
        var read = 0;
        int end;
        while ((end = _buffer.AsSpan(0, read).IndexOf("\r\n\r\n"u8)) < 0)
        {
            read += await ReceiveAsync(_buffer.AsMemory(read), ct);
        }

        var left = LengthOf(_buffer.AsSpan(0, end)) - (read - end - 4);
        while (left > 0)
        {
            left -= await ReceiveAsync(_buffer, ct);
        }
    }

    public void Dispose() => socket.Dispose();

    private async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken ct) =>
        await socket.ReceiveAsync(buffer, ct) is > 0 and var read ? read : throw new IOException("The server closed the connection.");

    private static int LengthOf(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith("HTTP/1.1 200"u8))
        {
            throw new InvalidOperationException("The server answered: " + Encoding.ASCII.GetString(head));
        }

        var name = "\r\nContent-Length: "u8;
        var start = head.IndexOf(name);
        return start >= 0 && Utf8Parser.TryParse(head[(start + name.Length)..], out int length, out _)
            ? length
            : throw new InvalidOperationException("The answer has no length.");
    }
}
