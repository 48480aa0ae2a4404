using System.Buffers;

namespace Prilavok.Server.Wire;

/// <summary>A growing buffer of borrowed memory: large bodies would otherwise each leave behind what only a full collection takes away.</summary>
internal sealed class PooledBuffer(int capacity) : IBufferWriter<byte>, IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(capacity);

    public int WrittenCount { get; private set; }

    /// <summary>Holds until the next write.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, WrittenCount);

    public void Clear() => WrittenCount = 0;

    /// <summary>Empties it, and gives memory back that is far more than what will be needed.</summary>
    /// <param name="capacity">What will be needed.</param>
    public void Clear(int capacity)
    {
        WrittenCount = 0;
        if (_bytes.Length > 4 * capacity)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = ArrayPool<byte>.Shared.Rent(capacity);
        }
    }

    public void Advance(int count) => WrittenCount += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_bytes.Length - WrittenCount < Math.Max(sizeHint, 1))
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, WrittenCount + sizeHint));
            WrittenMemory.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        return _bytes.AsMemory(WrittenCount);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = []; // A second time gives nothing back that is somebody else's by then.
        }
    }
}
