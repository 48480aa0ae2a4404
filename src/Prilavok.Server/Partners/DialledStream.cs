namespace Prilavok.Server.Partners;

/// <summary>A connection that tells each request which goes out on it how it came about, and whether anything came back.</summary>
internal sealed class DialledStream(Stream inner, Dial dial) : WatchedStream(inner)
{
    private Way? _last;
    private bool _isUsed;

    /// <summary>One request at a time writes; a long one in several parts.</summary>
    /// <exception cref="IOException">The service said, or its version of HTTP says, that nothing more may come over this connection.</exception>
    protected override void Says()
    {
        var way = Way.Current;
        if (_isUsed && ReferenceEquals(way, _last))
        {
            return;
        }

        way?.Take(dial, _isUsed);
        if (dial.IsSpent)
        {
            throw new IOException("the connection is not to be used again");
        }

        (_isUsed, _last) = (true, way);
    }

    protected override void Heard(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 0)
        {
            _last?.Hear();
        }
    }
}
