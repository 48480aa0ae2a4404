using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
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

/// <summary>Where a name leads now.</summary>
internal delegate Task<IPAddress[]> FindAddresses(string host, CancellationToken ct);

/// <summary>
/// The clients for calls to third-party services: no redirects, no cookies, no proxy, bounded headers. Those that may reach
/// private addresses have connections of their own, or one opened for them would serve the others.
/// </summary>
internal sealed class OutgoingHttp : IDisposable
{
    private readonly IOptions<DeliveryOptions> _options;
    private readonly StandIns _standIns;
    private readonly FindAddresses _find;
    private readonly TimeProvider _clock;
    private readonly HttpMessageInvoker _open;
    private readonly HttpMessageInvoker _guarded;

    /// <summary>By the request it was begun for.</summary>
    private readonly ConditionalWeakTable<HttpRequestMessage, Dial> _dials = [];

    public OutgoingHttp(IOptions<DeliveryOptions> options, StandIns standIns, FindAddresses find, TimeProvider clock)
    {
        _options = options;
        _standIns = standIns;
        _find = find;
        _clock = clock;
        _open = Client(mayReachPrivate: true);
        _guarded = Client(mayReachPrivate: false);
    }

    /// <summary>Sends a request to the service of an app, or to whoever stands in for it.</summary>
    /// <param name="appId">Null where nobody can stand in.</param>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Owner owner, string? appId, CancellationToken ct) =>
        appId is not null && await _standIns.FindAsync(appId, owner.Id, ct) is { } stream
            ? await _standIns.SendAsync(stream, owner.Id, request, ct)
            : await For(owner).SendAsync(request, ct);

    public HttpMessageInvoker For(Owner owner) => _options.Value.PrivateAddresses switch
    {
        PrivateAddresses.Everybody => _open,
        PrivateAddresses.Sandbox when owner.IsSandbox => _open,
        _ => _guarded,
    };

    /// <summary>The connection that was begun for the request, which may have gone out on another; null when there was no need for one.</summary>
    public Dial? DialFor(HttpRequestMessage request) => _dials.TryGetValue(request, out var dial) ? dial : null;

    /// <summary>True for what a call dies of when nobody is there, the address is none, or what comes back is no HTTP.</summary>
    public static bool IsUnreachable(Exception e) =>
        e is HttpRequestException or IOException or SocketException or InvalidOperationException or UriFormatException;

    /// <summary>What a call died of, for a person; of what <see cref="IsUnreachable"/> is true for.</summary>
    public static string ReasonOf(Exception e) => e switch
    {
        { InnerException: PrivateAddressException } => "The service stands at a private address, which is not called",
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded } =>
            "The service gave no answer that can be read",
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } or IOException => "The service broke its answer off",
        _ => "The service cannot be reached",
    };

    public void Dispose()
    {
        _open.Dispose();
        _guarded.Dispose();
    }

    private HttpMessageInvoker Client(bool mayReachPrivate) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        MaxResponseHeadersLength = 64,
        MaxResponseDrainSize = 64 * 1024,
        ResponseDrainTimeout = TimeSpan.FromSeconds(1),
        ActivityHeadersPropagator = _options.Value.TraceParent ? DistributedContextPropagator.CreateW3CPropagator() : DistributedContextPropagator.CreateNoOutputPropagator(),
        ConnectCallback = (connection, ct) => ConnectAsync(connection, mayReachPrivate, ct),
        PlaintextStreamFilter = (connection, _) => ValueTask.FromResult(Opened(connection)),
    });

    /// <summary>
    /// Looks the name up and connects to what was found and judged, not to the name: asked a second time, it might lead elsewhere.
    /// </summary>
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext connection, bool mayReachPrivate, CancellationToken ct)
    {
        var point = connection.DnsEndPoint;
        var dial = new Dial(_clock);
        _dials.AddOrUpdate(connection.InitialRequestMessage, dial);
        var isLiteral = IPAddress.TryParse(point.Host, out var literal);
        var found = isLiteral ? [literal!] : await _find(point.Host, ct);
        var reachable = mayReachPrivate ? found : Array.FindAll(found, address => !PrivateNetworks.Contains(address));
        dial.Found(reachable, wasLookedUp: !isLiteral);
        if (reachable.Length == 0)
        {
            throw new PrivateAddressException($"{point.Host} is a private address, which is not called");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(reachable, point.Port, ct);
            dial.Connected(((IPEndPoint)socket.RemoteEndPoint!).Address);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The connection is ready for a request, encrypted where it is to be.</summary>
    private Stream Opened(SocketsHttpPlaintextStreamFilterContext connection)
    {
        if (DialFor(connection.InitialRequestMessage) is not { } dial)
        {
            return connection.PlaintextStream;
        }

        if (connection.PlaintextStream is SslStream)
        {
            dial.Secured();
        }

        return new DialledStream(connection.PlaintextStream, dial);
    }

    private sealed class PrivateAddressException(string message) : HttpRequestException(message);
}
