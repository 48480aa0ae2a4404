using System.Security.Cryptography;

namespace Prilavok.Core.Apps;

/// <summary>What an app's notifications are signed with, as Standard Webhooks has it.</summary>
/// <param name="Secret"><c>whsec_</c> and the key in base64: what the publisher is shown.</param>
/// <param name="Until">A key that was replaced signs beside the new one until then (real time); null for the present one.</param>
public sealed record SigningKey(string Secret, DateTimeOffset? Until)
{
    private const string Prefix = "whsec_";

    /// <summary>What a hash of 256 bits can make use of.</summary>
    private const int Length = 32;

    public static SigningKey New() => new(Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length)), null);

    public byte[] ToBytes() => Convert.FromBase64String(Secret[Prefix.Length..]);

    public bool SignsAt(DateTimeOffset now) => Until is null || now < Until;
}
