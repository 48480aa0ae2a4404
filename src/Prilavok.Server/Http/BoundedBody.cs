namespace Prilavok.Server.Http;

/// <summary>Reads a stream up to a bound, whatever it goes on with.</summary>
/// <param name="most">Asked as it is read: the bound may become another once it is known who asks.</param>
internal sealed class BoundedBody(Stream inner, Func<long> most, Func<Exception> tooLong) : ReadStream(inner)
{
    private long _read;

    public override int Read(byte[] buffer, int offset, int count) => Counted(Inner.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Counted(await Inner.ReadAsync(buffer, cancellationToken));

    private int Counted(int length)
    {
        _read += length;
        return _read > most() ? throw tooLong() : length;
    }
}
