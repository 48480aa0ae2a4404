using System.Security.Cryptography;
using System.Text;

namespace Prilavok.Server.Keys;

/// <summary>The key that wraps the keys of the server, so that they lie unreadable in the database: AES-256-GCM.</summary>
internal sealed class MasterKey
{
    public const int Length = 32;

    private const int IdLength = 8;

    private readonly byte[] _bytes;

    private MasterKey(byte[] bytes)
    {
        _bytes = bytes;
        Id = Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA256, bytes, IdLength, info: "Prilavok: id of a master key"u8.ToArray()));
    }

    /// <summary>Tells it from others, and nothing of the key.</summary>
    public string Id { get; }

    public static MasterKey New() => new(RandomNumberGenerator.GetBytes(Length));

    /// <param name="fault">Behind the name of where it stands; empty when it is one.</param>
    public static MasterKey? Read(string text, out string fault)
    {
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text.Trim(), bytes, out var length))
        {
            fault = "is not base64";
            return null;
        }

        fault = length == Length ? "" : $"holds {length} bytes, and a master key has {Length}";
        return length == Length ? new MasterKey(bytes[..length]) : null;
    }

    public string ToText() => Convert.ToBase64String(_bytes);

    /// <param name="name">Of what is wrapped: it opens under no other.</param>
    public byte[] Wrap(string name, string plain)
    {
        var (text, wrapped) = (
            Encoding.UTF8.GetBytes(plain), new byte[AesGcm.NonceByteSizes.MaxSize + AesGcm.TagByteSizes.MaxSize + Encoding.UTF8.GetByteCount(plain)]);
        var (nonce, tag, cipher) = Parts(wrapped);
        RandomNumberGenerator.Fill(nonce.Span);
        using var aes = new AesGcm(_bytes, AesGcm.TagByteSizes.MaxSize);
        aes.Encrypt(nonce.Span, text, cipher.Span, tag.Span, Encoding.UTF8.GetBytes(name));
        return wrapped;
    }

    /// <returns>Null of what this key has not wrapped under that name.</returns>
    public string? Unwrap(string name, byte[] wrapped)
    {
        if (wrapped.Length < AesGcm.NonceByteSizes.MaxSize + AesGcm.TagByteSizes.MaxSize)
        {
            return null;
        }

        var (nonce, tag, cipher) = Parts(wrapped);
        var plain = new byte[cipher.Length];
        try
        {
            using var aes = new AesGcm(_bytes, AesGcm.TagByteSizes.MaxSize);
            aes.Decrypt(nonce.Span, cipher.Span, tag.Span, plain, Encoding.UTF8.GetBytes(name));
            return Encoding.UTF8.GetString(plain);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static (Memory<byte> Nonce, Memory<byte> Tag, Memory<byte> Cipher) Parts(byte[] wrapped)
    {
        var (nonce, tag) = (AesGcm.NonceByteSizes.MaxSize, AesGcm.TagByteSizes.MaxSize);
        return (wrapped.AsMemory(0, nonce), wrapped.AsMemory(nonce, tag), wrapped.AsMemory(nonce + tag));
    }
}
