using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Prilavok.Server.Documents.Shapes;

/// <summary>The places of one object, in the order in which webhooks add those that are missing. At most 64.</summary>
internal sealed class Shape
{
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _byName;

    public Shape(params IReadOnlyList<Place> places)
    {
        Places = places;
        _byName = places
            .Select((place, index) => KeyValuePair.Create(place.Utf8Name, index))
            .ToDictionary(new NameComparer())
            .GetAlternateLookup<ReadOnlySpan<byte>>();
        Required = MaskOf(place => place.IsRequired);
        AlwaysThere = MaskOf(place => place.IsAlwaysThere);
        ShownAsNull = MaskOf(place => place.IsShownAsNull);
    }

    /// <summary>An object nobody here knows: it is kept as it comes.</summary>
    public static Shape Unknown { get; } = new();

    public IReadOnlyList<Place> Places { get; }

    /// <summary>The places that must have a value, as bits by their index.</summary>
    public ulong Required { get; }

    public ulong AlwaysThere { get; }

    public ulong ShownAsNull { get; }

    public bool IsUnknown => Places.Count == 0;

    /// <returns>The index of the place, or -1 when nobody here knows the name.</returns>
    public int IndexOf(ReadOnlySpan<byte> name) => _byName.TryGetValue(name, out var index) ? index : -1;

    public int IndexOf(JsonProperty member)
    {
        if (IsUnknown)
        {
            return -1;
        }

        var raw = JsonMarshal.GetRawUtf8PropertyName(member);
        return IndexOf(raw.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(member.Name) : raw);
    }

    /// <returns>Null when nobody here knows the name.</returns>
    public Place? Find(JsonProperty member) => IndexOf(member) is >= 0 and var index ? Places[index] : null;

    private ulong MaskOf(Func<Place, bool> isIn) =>
        Places.Select((place, index) => isIn(place) ? 1UL << index : 0).Aggregate(0UL, (all, one) => all | one);

    /// <summary>Names are found by their bytes, as they stand in a document.</summary>
    private sealed class NameComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate) => alternate.Length == 0
            ? 0
            : (alternate.Length * 0x01000193) ^ (alternate[0] << 16) ^ (alternate[alternate.Length / 2] << 8) ^ alternate[^1] ^ (
                alternate[alternate.Length / 3] << 12);

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
