using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Prilavok.Server.Documents;

/// <summary>
/// The SHA-256 of what a kept document says, however it is spelled: the same for members in another order at any depth, for other
/// escapes, blanks and spellings of a number, and with or without members that are null.
/// </summary>
/// <remarks>
/// Left out of the envelope: <c>id</c>, which is compared for itself and without regard to case; what the cloud knows better
/// (<c>store_id</c>, <c>device_id</c>, <c>user_id</c>) or adds (<c>created_at</c>, <c>version</c>); and <c>time_zone_offset</c>, which
/// the cloud fills in from the terminal's settings of that moment. It takes canonical content, so that the digest of a document
/// that was kept before can be worked out anew.
/// </remarks>
internal ref struct DocumentDigest
{
    /// <summary>Ends a name, a text or a number: no byte of UTF-8.</summary>
    private const byte End = 0xFF;

    private readonly byte[] _buffer;
    private readonly List<Member> _members;
    private Utf8JsonReader _reader;
    private int _length;
    private bool _hasTwins;

    private DocumentDigest(ReadOnlySpan<byte> content, byte[] buffer)
    {
        _reader = new Utf8JsonReader(content);
        _buffer = buffer;
        _members = new List<Member>(64);
    }

    /// <summary>A member of an object that is not closed yet: where its normal form stands in the buffer.</summary>
    /// <param name="Begin">The first bytes of the name, so that most comparisons are one of two numbers.</param>
    private readonly record struct Member(ulong Begin, int Start, int ValueStart, int End);

    public static byte[] Of(ReadOnlySpan<byte> content) => Of(content, out _);

    /// <param name="content">An object that is valid JSON.</param>
    /// <param name="hasTwins">True when some object in it names a member twice.</param>
    public static byte[] Of(ReadOnlySpan<byte> content, out bool hasTwins)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((content.Length * 2) + 64); // 1.5, the worst, becomes #15e-1 and an end.
        try
        {
            var digest = new DocumentDigest(content, buffer);
            digest._reader.Read();
            digest.WriteValue();
            hasTwins = digest._hasTwins;
            return SHA256.HashData(buffer.AsSpan(0, digest._length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void WriteValue()
    {
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject:
                WriteObject();
                break;
            case JsonTokenType.StartArray:
                Write((byte)'[');
                while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
                {
                    WriteValue();
                }

                Write((byte)']');
                break;
            case JsonTokenType.String:
                Write((byte)'"');
                _length += _reader.CopyString(_buffer.AsSpan(_length));
                Write(End);
                break;
            case JsonTokenType.Number:
                Write((byte)'#');
                _length += NumberSpelling.Write(_reader.ValueSpan, _buffer.AsSpan(_length));
                Write(End);
                break;
            default:
                Write(_reader.TokenType switch { JsonTokenType.True => (byte)'t', JsonTokenType.False => (byte)'f', _ => (byte)'n' });
                break;
        }
    }

    private void WriteObject()
    {
        var isEnvelope = _reader.CurrentDepth == 0;
        Write((byte)'{');
        var start = _length;
        var first = _members.Count;
        var isToSort = false;
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var from = _length;
            Write((byte)',');
            _length += _reader.CopyString(_buffer.AsSpan(_length));
            var isLeftOut = isEnvelope && IsLeftOut(_buffer.AsSpan(from + 1, _length - from - 1));
            Write(End);
            var begin = BeginOf(_buffer.AsSpan(from, _length - from));
            var value = _length;
            _reader.Read();
            if (isLeftOut)
            {
                _reader.Skip();
                _length = from;
                continue;
            }

            isToSort |= _reader.TokenType == JsonTokenType.Null;
            WriteValue();
            var member = new Member(begin, from, value, _length);
            isToSort |= _members.Count > first && !IsBefore(_members[^1], member);
            _members.Add(member);
        }

        if (isToSort)
        {
            Sort(CollectionsMarshal.AsSpan(_members)[first..], start);
        }

        _members.RemoveRange(first, _members.Count - first);
        Write((byte)'}');
    }

    /// <summary>By name alone: twins are in no order, and so are seen when they are sorted.</summary>
    private readonly bool IsBefore(Member one, Member next) =>
        one.Begin < next.Begin
        || (one.Begin == next.Begin
            && _buffer.AsSpan(one.Start, one.ValueStart - one.Start).SequenceCompareTo(_buffer.AsSpan(next.Start, next.ValueStart - next.Start)) < 0);

    /// <summary>Puts the members of an object in order, and leaves out those that are null.</summary>
    private void Sort(Span<Member> members, int start)
    {
        members.Sort(new Order(_buffer));
        var sorted = ArrayPool<byte>.Shared.Rent(_length - start);
        var written = 0;
        ReadOnlySpan<byte> former = [];
        foreach (var member in members)
        {
            var name = _buffer.AsSpan(member.Start, member.ValueStart - member.Start);
            _hasTwins |= name.SequenceEqual(former);
            former = name;
            var whole = _buffer.AsSpan(member.Start, member.End - member.Start);
            if (_buffer[member.ValueStart] != (byte)'n')
            {
                whole.CopyTo(sorted.AsSpan(written));
                written += whole.Length;
            }
        }

        sorted.AsSpan(0, written).CopyTo(_buffer.AsSpan(start));
        _length = start + written;
        ArrayPool<byte>.Shared.Return(sorted);
    }

    private static bool IsLeftOut(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("id"u8) || name.SequenceEqual("time_zone_offset"u8)
        || name.SequenceEqual("store_id"u8) || name.SequenceEqual("device_id"u8) || name.SequenceEqual("user_id"u8)
        || name.SequenceEqual("created_at"u8) || name.SequenceEqual("version"u8);

    private static ulong BeginOf(ReadOnlySpan<byte> name)
    {
        if (name.Length >= sizeof(ulong))
        {
            return BinaryPrimitives.ReadUInt64BigEndian(name);
        }

        ulong begin = 0;
        for (var i = 0; i < sizeof(ulong); i++)
        {
            begin = (begin << 8) | (i < name.Length ? name[i] : 0u);
        }

        return begin;
    }

    private void Write(byte one) => _buffer[_length++] = one;

    /// <summary>By name; of two of one name, by value.</summary>
    private readonly struct Order(byte[] buffer) : IComparer<Member>
    {
        public int Compare(Member x, Member y) => x.Begin != y.Begin
            ? x.Begin.CompareTo(y.Begin)
            : buffer.AsSpan(x.Start, x.End - x.Start).SequenceCompareTo(buffer.AsSpan(y.Start, y.End - y.Start));
    }
}
