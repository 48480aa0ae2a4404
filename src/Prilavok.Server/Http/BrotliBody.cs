using System.IO.Compression;

namespace Prilavok.Server.Http;

/// <summary>
/// A body that says it is brotli. What it is not is told as <see cref="InvalidDataException"/>, as the other formats do: the
/// decoder calls it an invalid operation, which no reader could tell from a mistake of its own.
/// </summary>
internal sealed class BrotliBody(Stream compressed) : ReadStream(new BrotliStream(compressed, CompressionMode.Decompress, leaveOpen: true))
{
    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return Inner.Read(buffer, offset, count);
        }
        catch (InvalidOperationException e)
        {
            throw NoBrotli(e);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await Inner.ReadAsync(buffer, cancellationToken);
        }
        catch (InvalidOperationException e)
        {
            throw NoBrotli(e);
        }
    }

    private static InvalidDataException NoBrotli(InvalidOperationException e) => new("The body is not brotli.", e);
}
