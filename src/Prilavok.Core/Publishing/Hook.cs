namespace Prilavok.Core.Publishing;

/// <summary>A subscription that a publisher made for one version of an app. It is kept and shown; nothing is sent to it.</summary>
public sealed record Hook(string Id, string AppId, string VersionId, HookSettings Settings, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <param name="Events">Of <see cref="HookEvents"/>, at least one.</param>
/// <param name="Secret">Never shown again.</param>
/// <param name="InsecureSsl">The address may have a certificate nobody vouches for.</param>
public sealed record HookSettings(IReadOnlyList<string> Events, string? Url, Secret? Secret, bool InsecureSsl, bool Active);

/// <summary>What a hook can be about, by the names on the wire.</summary>
public static class HookEvents
{
    public static IReadOnlyList<string> All { get; } =
        ["store", "device", "employee", "document", "product", "product-group", "product-image", "hook", "token"];
}
