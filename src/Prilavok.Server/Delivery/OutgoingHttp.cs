using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Prilavok.Core.Owners;

namespace Prilavok.Server.Delivery;

/// <summary>On whose behalf the cloud may call addresses inside its own network.</summary>
public enum PrivateAddresses
{
    Nobody,

    /// <summary>Sandbox owners: their services run on the developer's machine.</summary>
    Sandbox,

    Everybody,
}

/// <summary>
/// The clients for calls to third-party services: no redirects, no cookies, no proxy, bounded headers. Those that may reach
/// private addresses have connections of their own, or one opened for them would serve the others.
/// </summary>
internal sealed class OutgoingHttp : IDisposable
{
    private readonly IOptions<DeliveryOptions> _options;
    private readonly HttpMessageInvoker _open = Client(mayReachPrivate: true);
    private readonly HttpMessageInvoker _guarded = Client(mayReachPrivate: false);

    public OutgoingHttp(IOptions<DeliveryOptions> options) => _options = options;

    public HttpMessageInvoker For(Owner owner) => _options.Value.PrivateAddresses switch
    {
        PrivateAddresses.Everybody => _open,
        PrivateAddresses.Sandbox when owner.IsSandbox => _open,
        _ => _guarded,
    };

    /// <summary>True for what a call dies of when nobody is there, the address is none, or what comes back is no HTTP.</summary>
    public static bool IsUnreachable(Exception e) =>
        e is HttpRequestException or IOException or SocketException or InvalidOperationException or UriFormatException;

    public void Dispose()
    {
        _open.Dispose();
        _guarded.Dispose();
    }

    private static HttpMessageInvoker Client(bool mayReachPrivate) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        MaxResponseHeadersLength = 64,
        MaxResponseDrainSize = 64 * 1024,
        ResponseDrainTimeout = TimeSpan.FromSeconds(1),
        ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
        ConnectCallback = mayReachPrivate ? null : (connection, ct) => ConnectAsync(connection.DnsEndPoint, ct),
    });

    /// <summary>
    /// Looks the name up and connects to what was found and judged, not to the name: asked a second time, it might lead elsewhere.
    /// </summary>
    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint point, CancellationToken ct)
    {
        var found = IPAddress.TryParse(point.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(point.Host, ct);
        var reachable = Array.FindAll(found, address => !PrivateNetworks.Contains(address));
        if (reachable.Length == 0)
        {
            throw new HttpRequestException($"{point.Host} is a private address, which is not called");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(reachable, point.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
