using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Prilavok.Core;

namespace Prilavok.Storage;

/// <summary>Secrets on their way into columns and out of them. What does not open goes back as it came.</summary>
internal static class KeptSecrets
{
    public static string Kept(this ISecrets secrets, Secret secret) => secret.Closed ?? secrets.Protect(secret.Open());

    public static Secret Read(this ISecrets secrets, string kept)
    {
        try
        {
            return secrets.Unprotect(kept)!;
        }
        catch (CryptographicException)
        {
            return Secret.OfClosed(kept);
        }
    }

    /// <summary>As it stands inside of something else that is kept.</summary>
    public static Secret Closed(this ISecrets secrets, Secret secret) => Secret.OfClosed(secrets.Kept(secret));

    public static Secret Opened(this ISecrets secrets, Secret secret) => secrets.Read(secret.Closed!);
}

/// <summary>Secrets inside of settings: a text, which is what is kept of them. One that was not closed before is a mistake.</summary>
internal sealed class SecretJson : JsonConverter<Secret>
{
    public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Secret.OfClosed(reader.GetString() ?? throw new JsonException("A kept secret is null."));

    public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Closed ?? throw new InvalidOperationException("A secret is kept in plain."));
}
