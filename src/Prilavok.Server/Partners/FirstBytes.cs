using System.Text;

namespace Prilavok.Server.Partners;

/// <summary>
/// What the other side said first, below the encryption: when no encryption comes about, it tells why. The library in use only
/// says that it did not.
/// </summary>
internal sealed class FirstBytes(Stream inner) : WatchedStream(inner)
{
    private const int Alert = 0x15;
    private const int Handshake = 0x16;
    private const int ServerHello = 2;

    /// <summary>Where the kind of an alert stands, and the version in the first answer of a handshake.</summary>
    private const int AlertAt = 6;
    private const int HelloAt = 5;
    private const int VersionAt = 9;

    private readonly byte[] _bytes = new byte[64];
    private int _length;

    /// <returns>What it says of why there is no encryption; null when it says nothing of it.</returns>
    public string? Say(string host) => _length == 0 ? null
        : _bytes[0] is < 0x14 or > 0x18 ? $"what answers there does not speak TLS (“{Line()}”)"
        : _bytes[0] == Alert && _length > AlertAt ? AlertOf(_bytes[AlertAt], host)
        : _bytes[0] == Handshake && _length > VersionAt + 1 && _bytes[HelloAt] == ServerHello
            && _bytes[VersionAt + 1] < 3 ? OldVersion(_bytes[VersionAt + 1])
        : null;

    protected override void Heard(ReadOnlySpan<byte> bytes)
    {
        if (_length < _bytes.Length)
        {
            var part = bytes[..Math.Min(bytes.Length, _bytes.Length - _length)];
            part.CopyTo(_bytes.AsSpan(_length));
            _length += part.Length;
        }
    }

    private static string OldVersion(byte minor) =>
        $"the service speaks {(minor == 0 ? "SSL 3" : $"TLS 1.{minor - 1}")} only, which is too old to be safe";

    private static string AlertOf(byte kind, string host) => kind switch
    {
        40 => "the service broke the handshake off: there is no way of encryption that both know (alert 40)",
        42 or 43 or 44 or 45 or 46 or 116 => $"the service wants a certificate of its caller (alert {kind})",
        70 => "the service wants another version of TLS (alert 70, protocol version)",
        71 => "the service wants stronger encryption (alert 71)",
        80 => "the service failed while TLS was agreed (alert 80, internal error)",
        112 => $"the service does not know the name {host} (alert 112, unrecognised name)",
        _ => $"the service refused TLS (alert {kind})",
    };

    /// <summary>The first line, as far as it can be shown.</summary>
    private string Line()
    {
        var text = Encoding.ASCII.GetString(_bytes, 0, _length);
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        return string.Concat((end < 0 ? text : text[..end]).Select(c => c is >= ' ' and <= '~' ? c : '?'));
    }
}
