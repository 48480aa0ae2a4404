using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Prilavok.Server.Partners;

/// <summary>Where a name leads now.</summary>
internal delegate Task<IPAddress[]> FindAddresses(string host, CancellationToken ct);

/// <summary>Opens connections to services, and knows of each how far it came and why not further.</summary>
internal sealed class Connector(FindAddresses find, TimeProvider clock)
{
    /// <summary>By the request it was begun for.</summary>
    private readonly ConditionalWeakTable<HttpRequestMessage, Dial> _dials = [];

    /// <summary>The connection that was begun for the request, which may have gone out on another; null when there was no need for one.</summary>
    public Dial? DialFor(HttpRequestMessage request) => _dials.TryGetValue(request, out var dial) ? dial : null;

    /// <summary>
    /// Looks the name up and connects to what was found and judged, not to the name: asked a second time, it might lead elsewhere.
    /// </summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext connection, bool mayReachPrivate, CancellationToken ct)
    {
        var point = connection.DnsEndPoint;
        var dial = new Dial(clock);
        _dials.AddOrUpdate(connection.InitialRequestMessage, dial);
        var isLiteral = IPAddress.TryParse(point.Host, out var literal);
        var found = isLiteral ? [literal!] : await find(point.Host, ct);
        var reachable = mayReachPrivate ? found : Array.FindAll(found, address => !PrivateNetworks.Contains(address));
        dial.Found(reachable, wasLookedUp: !isLiteral);
        if (reachable.Length == 0)
        {
            throw found.Length == 0 ? new SocketException((int)SocketError.HostNotFound) : new PrivateAddressException(point.Host);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(reachable, point.Port, ct);
            dial.Connected(((IPEndPoint)socket.RemoteEndPoint!).Address);
            var stream = new NetworkStream(socket, ownsSocket: true);
            return connection.InitialRequestMessage.RequestUri?.Scheme == Uri.UriSchemeHttps ? await SecureAsync(
                stream, point.Host, dial, ct) : stream;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The connection is ready for a request, encrypted where it is to be.</summary>
    public Stream Open(SocketsHttpPlaintextStreamFilterContext connection)
    {
        if (DialFor(connection.InitialRequestMessage) is not { } dial)
        {
            return connection.PlaintextStream;
        }

        dial.Opened();
        return new DialledStream(connection.PlaintextStream, dial);
    }

    private async Task<Stream> SecureAsync(Stream plain, string host, Dial dial, CancellationToken ct)
    {
        var first = new FirstBytes(plain);
        var secured = new SslStream(first);
        string? fault = null;
        try
        {
            await secured.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = host,
                    AllowRenegotiation = false,
                    CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                    RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                    {
                        fault = errors == SslPolicyErrors.None ? null : CertificateWords.Of(certificate, chain, errors, host, clock.GetUtcNow());
                        return errors == SslPolicyErrors.None;
                    },
                },
                ct);
            dial.Secured();
            return secured;
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            await secured.DisposeAsync();
            if (e.GetBaseException() is SocketException)
            {
                throw;
            }

            throw new TlsException(fault ?? first.Say(host) ?? (
                e is AuthenticationException ? CallFault.Innermost(e) : "the connection was closed before it was agreed"), e);
        }
    }
}
