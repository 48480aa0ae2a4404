using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Apps;

namespace Prilavok.Storage.Apps;

/// <summary>Settings of apps as they stand in their columns: secrets are unreadable without the keys.</summary>
internal static class KeptSettings
{
    public static byte[] Write(AppSettings settings, ISecrets secrets) =>
        JsonSerializer.SerializeToUtf8Bytes(WithSecrets(settings, secrets.Closed), StorageJson.Default.AppSettings);

    public static AppSettings Read(byte[] kept, ISecrets secrets) => WithSecrets(Parse(kept), secrets.Opened);

    /// <summary>For what is told of the past, which needs no secrets.</summary>
    public static byte[] WriteWithoutSecrets(AppSettings settings) =>
        JsonSerializer.SerializeToUtf8Bytes(WithoutSecrets(settings), StorageJson.Default.AppSettings);

    public static AppSettings ReadWithoutSecrets(byte[] kept) => WithoutSecrets(Parse(kept));

    private static AppSettings Parse(byte[] kept) =>
        JsonSerializer.Deserialize(kept, StorageJson.Default.AppSettings) ?? throw new InvalidOperationException("Kept settings are null.");

    private static AppSettings WithoutSecrets(AppSettings settings) => settings with { ServiceToken = null, SigningKeys = [] };

    /// <summary>Settings that were kept before there were keys have none when they are read.</summary>
    private static AppSettings WithSecrets(AppSettings settings, Func<Secret, Secret> turned) => settings with
    {
        ServiceToken = settings.ServiceToken is { } token ? turned(token) : null,
        SigningKeys = [.. (settings.SigningKeys ?? []).Select(key => key with { Secret = turned(key.Secret) })],
    };
}
