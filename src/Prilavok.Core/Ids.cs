using System.Security.Cryptography;

namespace Prilavok.Core;

/// <summary>Makes identifiers and secrets. Ids of things made elsewhere are kept as received.</summary>
public sealed class Ids(TimeProvider clock)
{
    private const string TokenAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private const string CodeAlphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /// <summary>The form under which ids are compared: their case does not matter, their spelling is kept beside it.</summary>
    public static string Key(string id) => id.ToLowerInvariant();

    /// <summary>Lower-case uuid, ordered by time.</summary>
    public string NewUuid() => Guid.CreateVersion7(clock.GetUtcNow()).ToString();

    /// <summary>The field's own shape for stores, terminals, employees and roles: the day, then <c>40</c> and <c>80</c> in fixed places.</summary>
    public string NewGuid()
    {
        var r = RandomNumberGenerator.GetHexString(20);
        return $"{clock.GetUtcNow():yyyyMMdd}-{r[..4]}-40{r[4..6]}-80{r[6..8]}-{r[8..]}";
    }

    /// <summary>A cloud token: unguessable, in the shape of a uuid.</summary>
    public static string NewTokenUuid() => new Guid(RandomNumberGenerator.GetBytes(16)).ToString();

    /// <summary>A secret of about 190 bits.</summary>
    public static string NewToken(string prefix) => prefix + RandomNumberGenerator.GetString(TokenAlphabet, 32);

    /// <summary>A pairing code a person can type.</summary>
    public static string NewCode() => NewCode(8);

    /// <summary>As <see cref="NewCode()"/>, of any length; each character is five bits.</summary>
    public static string NewCode(int length) => RandomNumberGenerator.GetString(CodeAlphabet, length);

    /// <summary>The same uuid for the same name, whoever makes it and whenever.</summary>
    public static Guid NamedUuid(string name)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <summary>How tokens are looked up: nobody who reads the table can use them.</summary>
    public static string HashOf(string token) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token)));
}
