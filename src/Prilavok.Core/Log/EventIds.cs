using System.Buffers.Binary;
using System.Globalization;

namespace Prilavok.Core.Log;

/// <summary>
/// The ids of events, in the shape of a uuid. An id holds owner and number, so the event is found by it without an index:
/// the seventeen digits of the owner's id as one number, then which of the things told of the event, then the number of the event.
/// </summary>
public static class EventIds
{
    private const int DigitsAfterDash = 15;
    private const int SeqBits = 42;
    private const int ItemBits = 20;

    /// <summary>How many things can be told of one event beside itself.</summary>
    public const int MostItems = (1 << ItemBits) - 1;

    /// <exception cref="FormatException">The owner's id has another shape.</exception>
    public static Guid Of(string ownerId, long seq, int item = 0)
    {
        if (ownerId.Length != DigitsAfterDash + 3 || ownerId[2] != '-')
        {
            throw new FormatException($"{ownerId} is no owner's id.");
        }

        var owner = ulong.Parse(string.Concat(ownerId.AsSpan(0, 2), ownerId.AsSpan(3)), NumberStyles.None, CultureInfo.InvariantCulture);

        // 57 bits of owner and 62 of item and number, laid around the six bits that say which kind of uuid it is.
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (owner << 4 & ~0xFFFFUL) | 0x4000 | (owner & 0x0FFF));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], 0x8000_0000_0000_0000 | ((ulong)item << SeqBits) | (ulong)seq);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>False when the id is of no event.</summary>
    public static bool TryRead(string id, out string ownerId, out long seq, out int item)
    {
        (ownerId, seq, item) = ("", 0, 0);
        Span<byte> bytes = stackalloc byte[16];
        if (!Guid.TryParseExact(id, "D", out var guid) || !guid.TryWriteBytes(bytes, bigEndian: true, out _))
        {
            return false;
        }

        var high = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        var low = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        if ((high >> 12 & 0xF) != 4 || low >> (SeqBits + ItemBits) != 2)
        {
            return false;
        }

        var owner = ((high >> 16) << 12) | (high & 0x0FFF);
        var digits = owner.ToString("D17", CultureInfo.InvariantCulture);
        ownerId = $"{digits[..2]}-{digits[2..]}";
        seq = (long)(low & ((1UL << SeqBits) - 1));
        item = (int)(low >> SeqBits & MostItems);
        return digits.Length == DigitsAfterDash + 2 && seq > 0;
    }
}
