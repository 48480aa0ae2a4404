using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;
using Prilavok.Core.Apps;

namespace Prilavok.Server.Partners;

/// <summary>The <c>webhook-signature</c> of Standard Webhooks: one signature for each key, so that a receiver may know either.</summary>
internal static class Signature
{
    public static string Of(IEnumerable<SigningKey> keys, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        var signed = (byte[])[.. Encoding.ASCII.GetBytes($"{id}.{timestamp}."), .. body];
        return string.Join(' ', keys.Select(key => key.IsFor(SigningScheme.Ed25519)
            ? "v1a," + Convert.ToBase64String(Sign(key.ToBytes(), signed))
            : "v1," + Convert.ToBase64String(HMACSHA256.HashData(key.ToBytes(), signed))));
    }

    /// <summary>The half that verifies, as the receiver is told it.</summary>
    public static string PublicKeyOf(SigningKey key)
    {
        using var pair = PairOf(key.ToBytes());
        return "whpk_" + Convert.ToBase64String(pair.PublicKey.Export(KeyBlobFormat.RawPublicKey));
    }

    /// <summary>Ed25519 of RFC 8032.</summary>
    public static byte[] Sign(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> message)
    {
        using var pair = PairOf(privateKey);
        return SignatureAlgorithm.Ed25519.Sign(pair, message);
    }

    private static Key PairOf(ReadOnlySpan<byte> privateKey) => Key.Import(SignatureAlgorithm.Ed25519, privateKey, KeyBlobFormat.RawPrivateKey);
}
