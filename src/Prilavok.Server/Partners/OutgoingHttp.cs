using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Options;
using Prilavok.Core.Owners;

namespace Prilavok.Server.Partners;

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
    /// <summary>Kilobytes.</summary>
    public const int LongestHead = 64;

    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly IOptions<DeliveryOptions> _options;
    private readonly StandIns _standIns;
    private readonly Connector _connector;
    private readonly Clients _open;
    private readonly Clients _guarded;

    public OutgoingHttp(IOptions<DeliveryOptions> options, StandIns standIns, FindAddresses find, TimeProvider clock)
    {
        _options = options;
        _standIns = standIns;
        _connector = new Connector(find, clock);
        _open = ClientsFor(mayReachPrivate: true);
        _guarded = ClientsFor(mayReachPrivate: false);
    }

    /// <summary>Sends a request to the service of an app, or to whoever stands in for it.</summary>
    /// <param name="appId">Null where nobody can stand in.</param>
    /// <param name="way">Begun by the caller for this request.</param>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Owner owner, string? appId, Way way, CancellationToken ct)
    {
        var response = appId is not null && await _standIns.FindAsync(appId, owner.Id, ct) is { } stream
            ? await _standIns.SendAsync(stream, owner.Id, request, ct)
            : await CallAsync(For(owner), request, way, ct);
        way.HasHead = true;
        if (IsLast(response))
        {
            way.Taken?.Spend();
        }

        return response;
    }

    /// <summary>The connection that was begun for the request, which may have gone out on another; null when there was no need for one.</summary>
    public Dial? DialFor(HttpRequestMessage? request) => request is null ? null : _connector.DialFor(request);

    /// <summary>What a call died of, for a person.</summary>
    /// <param name="request">Null when the call did not even come to one.</param>
    /// <param name="limit">How long the whole call may take.</param>
    public CallFault FaultOf(Exception e, HttpRequestMessage? request, Way way, TimeSpan limit) =>
        CallFault.Of(e, request?.RequestUri, way, DialFor(request), limit);

    public void Dispose()
    {
        _open.Dispose();
        _guarded.Dispose();
    }

    /// <summary>
    /// A connection that was kept may be closed by the service just when a request goes out on it. Then nothing is known of the service, good
    /// or bad: the request goes out once more at once, on a connection of its own.
    /// </summary>
    private static async Task<HttpResponseMessage> CallAsync(Clients clients, HttpRequestMessage request, Way way, CancellationToken ct)
    {
        try
        {
            return await clients.Kept.SendAsync(request, ct);
        }
        catch (Exception e) when (CallFault.IsOne(e) && way.IsStale && !ct.IsCancellationRequested)
        {
            way.Forget();
            return await clients.Once.SendAsync(request, ct);
        }
    }

    /// <summary>Nothing more comes over the connection, whatever else the answer says of it.</summary>
    private static bool IsLast(HttpResponseMessage response) => response.Version < HttpVersion.Version11 || response.Headers.ConnectionClose == true;

    private Clients For(Owner owner) => _options.Value.PrivateAddresses switch
    {
        PrivateAddresses.Everybody => _open,
        PrivateAddresses.Sandbox when owner.IsSandbox => _open,
        _ => _guarded,
    };

    private Clients ClientsFor(bool mayReachPrivate) => new(Client(mayReachPrivate, TimeSpan.FromMinutes(5)), Client(mayReachPrivate, TimeSpan.Zero));

    private HttpMessageInvoker Client(bool mayReachPrivate, TimeSpan kept) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        PooledConnectionLifetime = kept,
        ConnectTimeout = ConnectTimeout,
        MaxResponseHeadersLength = LongestHead,
        MaxResponseDrainSize = 64 * 1024,
        ResponseDrainTimeout = TimeSpan.FromSeconds(1),
        ActivityHeadersPropagator =
            _options.Value.TraceParent ? DistributedContextPropagator.CreateW3CPropagator() : DistributedContextPropagator.CreateNoOutputPropagator(),
        ConnectCallback = (connection, ct) => _connector.ConnectAsync(connection, mayReachPrivate, ct),
        PlaintextStreamFilter = (connection, _) => ValueTask.FromResult(_connector.Open(connection)),
    });

    /// <param name="Kept">Keeps its connections for the next request.</param>
    /// <param name="Once">Opens one for each.</param>
    private sealed record Clients(HttpMessageInvoker Kept, HttpMessageInvoker Once) : IDisposable
    {
        public void Dispose()
        {
            Kept.Dispose();
            Once.Dispose();
        }
    }
}
