using Prilavok.Server.Http;

namespace Prilavok.Server.Callers;

/// <summary>A body whose length nobody knows before: what comes out of it is counted as it comes.</summary>
/// <param name="charge">What has come, to the owner's account; null is nobody's.</param>
internal sealed class MeteredBody(Stream inner, Share share, TokenBucket? charge) : ReadStream(inner)
{
    /// <summary>Bytes that are counted as under way.</summary>
    public long Taken { get; private set; }

    public override int Read(byte[] buffer, int offset, int count) => Counted(Inner.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Counted(await Inner.ReadAsync(buffer, cancellationToken));

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
