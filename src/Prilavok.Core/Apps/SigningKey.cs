using System.Security.Cryptography;

namespace Prilavok.Core.Apps;

/// <summary>How notifications are signed. The numbers are stored.</summary>
public enum SigningScheme
{
    /// <summary>Both sides know one key: HMAC-SHA256.</summary>
    Hmac = 0,

    /// <summary>The service knows only the public half of the key.</summary>
    Ed25519 = 1,
}

/// <summary>What an app's notifications are signed with, as Standard Webhooks has it.</summary>
/// <param name="Secret"><c>whsec_</c> and the key in base64, or <c>whsk_</c> and the private half of one in two halves.</param>
/// <param name="Until">A key that was replaced signs beside the new one until then (real time); null for the present one.</param>
public sealed record SigningKey(Secret Secret, DateTimeOffset? Until)
{
    /// <summary>What a hash of 256 bits can make use of, and what a private half has.</summary>
    private const int Length = 32;

    public static SigningKey New(SigningScheme scheme) =>
        new(PrefixOf(scheme) + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length)), null);

    public bool IsFor(SigningScheme scheme) => Secret.Open().StartsWith(PrefixOf(scheme), StringComparison.Ordinal);

    public byte[] ToBytes()
    {
        var text = Secret.Open();
        return Convert.FromBase64String(text[(text.IndexOf('_', StringComparison.Ordinal) + 1)..]);
    }

    public bool SignsAt(DateTimeOffset now) => Until is null || now < Until;

    private static string PrefixOf(SigningScheme scheme) => scheme switch
    {
        SigningScheme.Hmac => "whsec_",
        SigningScheme.Ed25519 => "whsk_",
    };
}
