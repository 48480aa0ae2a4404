using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Prilavok.Server.Demo.Chance;

/// <summary>Chance that repeats: one seed gives the same throws on every machine and runtime (SplitMix64).</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Dice of their own for everything that has a name, so that two places agree without asking each other.</summary>
    public static Dice Of(string name) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name))));

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>0 up to, not including, the limit.</summary>
    public int Below(int limit) => (int)(((Next() >> 32) * (ulong)limit) >> 32);

    /// <summary>Both ends included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    public bool OneIn(int chances) => Below(chances) == 0;

    public string Digits(int count) => Text(count, "0123456789");

    public string Text(int count, string alphabet) =>
        string.Create(count, (Dice: this, alphabet), static (text, from) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = from.alphabet[from.Dice.Below(from.alphabet.Length)];
            }
        });

    /// <summary>Lower case, in the form of version 4: what terminals call their documents.</summary>
    public string Uuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Next());
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Next());
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    /// <summary>The field's own shape for stores, terminals, employees and roles.</summary>
    /// <param name="day">As 20200110.</param>
    public string FieldGuid(string day)
    {
        var hex = Text(20, "0123456789ABCDEF");
        return $"{day}-{hex[..4]}-40{hex[4..6]}-80{hex[6..8]}-{hex[8..]}";
    }
}
