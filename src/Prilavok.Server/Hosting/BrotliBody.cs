using System.IO.Compression;

namespace Prilavok.Server.Hosting;

/// <summary>
/// A body that says it is brotli. What it is not is told as <see cref="InvalidDataException"/>, as the other formats do: the
/// decoder calls it an invalid operation, which no reader could tell from a mistake of its own.
/// </summary>
internal sealed class BrotliBody(Stream compressed) : Stream
{
    private readonly BrotliStream _inner = new(compressed, CompressionMode.Decompress, leaveOpen: true);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return _inner.Read(buffer, offset, count);
        }
        catch (InvalidOperationException e)
        {
            throw NoBrotli(e);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _inner.ReadAsync(buffer, cancellationToken);
        }
        catch (InvalidOperationException e)
        {
            throw NoBrotli(e);
        }
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private static InvalidDataException NoBrotli(InvalidOperationException e) => new("The body is not brotli.", e);
}
