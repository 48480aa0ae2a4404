namespace Prilavok.Server.Hosting;

/// <summary>A body whose length nobody knows before: what comes out of it is counted as it comes.</summary>
/// <param name="charge">What has come, to the owner's account; null is nobody's.</param>
internal sealed class MeteredBody(Stream inner, Share share, TokenBucket? charge) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Bytes that are counted as under way.</summary>
    public long Taken { get; private set; }

    public override int Read(byte[] buffer, int offset, int count) => Counted(inner.Read(buffer, offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Counted(await inner.ReadAsync(buffer, cancellationToken));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Counted(int length)
    {
        if (length == 0)
        {
            return 0;
        }

        charge?.Charge(length);
        if (!share.TryTake(length, out var full))
        {
            throw new TooMuchUnderWayException(full!.IsPart);
        }

        Taken += length;
        return length;
    }
}
