using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Prilavok.Server.Callers;

/// <summary>
/// The key of whoever can read the data folder, in <see cref="OperatorFile"/>: it opens what administrators may, to callers on this
/// machine, while this process runs. So a command needs no password, and works when all are lost.
/// </summary>
internal sealed class OperatorKey
{
    private readonly byte[] _bytes;

    public OperatorKey()
    {
        Text = RandomNumberGenerator.GetHexString(64, lowercase: true);
        _bytes = Encoding.UTF8.GetBytes(Text);
    }

    public string Text { get; }

    public bool Opens(HttpContext http) =>
        IsFromHere(http.Connection)
        && LocalCallers.ProxyOf(http.Request) is null
        && Guard.TokenOf(http.Request) is { } token
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), _bytes);

    private static bool IsFromHere(ConnectionInfo connection) =>
        connection.RemoteIpAddress is not { } peer || IPAddress.IsLoopback(peer) || peer.Equals(connection.LocalIpAddress);
}
