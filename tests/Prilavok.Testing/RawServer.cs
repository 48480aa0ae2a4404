using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Prilavok.Testing;

/// <summary>A receiver that is told byte by byte what to do with each connection.</summary>
public sealed class RawServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Func<RawConnection, Task> _serve;
    private readonly List<RawConnection> _connections = [];

    private RawServer(Func<RawConnection, Task> serve)
    {
        _serve = serve;
        _listener.Start();
        _ = Task.Run(AcceptAsync, _closing.Token);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"http://127.0.0.1:{Port}";

    /// <summary>All that were opened so far.</summary>
    public IReadOnlyList<RawConnection> Connections
    {
        get
        {
            lock (_connections)
            {
                return [.. _connections];
            }
        }
    }

    /// <param name="serve">Serves one connection; it is closed when it returns.</param>
    public static RawServer Start(Func<RawConnection, Task> serve) => new(serve);

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
                var connection = new RawConnection(client, Connections.Count + 1, _closing.Token);
                lock (_connections)
                {
                    _connections.Add(connection);
                }

                _ = Task.Run(() => ServeAsync(connection, client), _closing.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(RawConnection connection, TcpClient client)
    {
        using (client)
        {
            try
            {
                await _serve(connection);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The caller had enough of it.
            }
        }
    }
}

/// <param name="number">The how manieth it is, from 1.</param>
public sealed class RawConnection(TcpClient client, int number, CancellationToken closing)
{
    private readonly List<string> _requests = [];

    public int Number => number;

    public Stream Stream => client.GetStream();

    /// <summary>When the server is closed.</summary>
    public CancellationToken Closing => closing;

    /// <summary>Whole requests that came over it: head and body.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>The next request with its body; null when the caller has closed.</summary>
    public async Task<string?> ReadRequestAsync()
    {
        const string End = "\r\n\r\n";
        var request = new StringBuilder();
        var part = new byte[4096];
        while (true)
        {
            var text = request.ToString();
            var end = text.IndexOf(End, StringComparison.Ordinal);
            if (end >= 0 && text.Length >= end + End.Length + LengthOf(text[..end]))
            {
                lock (_requests)
                {
                    _requests.Add(text);
                }

                return text;
            }

            var read = await Stream.ReadAsync(part, closing);
            if (read == 0)
            {
                return null;
            }

            request.Append(Encoding.Latin1.GetString(part, 0, read));
        }
    }

    public async Task SayAsync(string text) => await Stream.WriteAsync(Encoding.Latin1.GetBytes(text), closing);

    /// <summary>As a program that has ended, or a router that has forgotten.</summary>
    public void Reset()
    {
        client.Client.LingerState = new LingerOption(true, 0);
        client.Client.Close();
    }

    private static int LengthOf(string head) => head.Split("\r\n")
        .Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
        .Select(line => int.Parse(line.AsSpan()["Content-Length:".Length..].Trim(), System.Globalization.CultureInfo.InvariantCulture))
        .FirstOrDefault();
}
