using System.Security.Cryptography;
using System.Text;
using Prilavok.Core.Apps;

namespace Prilavok.Server.Delivery;

/// <summary>The <c>webhook-signature</c> of Standard Webhooks: one signature for each key, so that a receiver may know either.</summary>
internal static class Signature
{
    public static string Of(IEnumerable<SigningKey> keys, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        var signed = (byte[])[.. Encoding.ASCII.GetBytes($"{id}.{timestamp}."), .. body];
        return string.Join(' ', keys.Select(key => "v1," + Convert.ToBase64String(HMACSHA256.HashData(key.ToBytes(), signed))));
    }
}
