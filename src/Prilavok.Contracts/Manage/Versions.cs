using System.ComponentModel.DataAnnotations;

namespace Prilavok.Contracts.Manage;

/// <summary>One version of an app.</summary>
/// <param name="Number">1, 2, 3 … of the app.</param>
/// <param name="Environment">Whom it is for: one sandbox, testers, or everybody.</param>
/// <param name="Remarks">What the last review found wrong; null when nothing.</param>
/// <param name="ReviewUntil">When it is approved by time; left out when it is not in review.</param>
public sealed record Version(
    string VersionId,
    string AppId,
    int Number,
    [AllowedValues("DRAFT", "TESTING", "REVIEW", "APPROVED", "PUBLISHED", "ARCHIVED")] string Status,
    [AllowedValues("SANDBOX", "TEST", "PRODUCTION")] string Environment,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string? Remarks,
    VersionSettings Settings,
    DateTimeOffset? ReviewUntil = null);

/// <summary>What a version brings to those who install it.</summary>
/// <param name="ServiceToken">The Authorization header of webhooks; left out where the token that asks has not the scope app:write.</param>
/// <param name="InventorySystem">The service keeps the goods: nobody edits them on terminals of shops that have the app.</param>
/// <param name="InitialSync">A new installation is told once what stores, devices, roles and employees there are.</param>
/// <param name="Trial">Free use, as P14D or P1M.</param>
/// <param name="SigningSecret">The present key of the signatures; left out where nothing is signed with such a one, and where the token
/// that asks has not the scope app:write.</param>
/// <param name="SigningPublicKey">The half of the present key that verifies; left out where nothing is signed with such a one.</param>
public sealed record VersionSettings(
    string Name,
    AppUrls Urls,
    bool Ordered,
    bool Signing,
    [AllowedValues("hmac", "ed25519")] string SigningScheme,
    bool InventorySystem,
    bool InitialSync,
    IReadOnlyList<Plan> Plans,
    string? Trial,
    [MayBeNull] string? ServiceToken = null,
    [AllowedValues("v1", "v2")] string? EntitiesFormat = null,
    IReadOnlyList<string>? Rights = null,
    string? SigningSecret = null,
    string? SigningPublicKey = null,
    IReadOnlyList<AddOn>? AddOns = null,
    AppForms? Forms = null,
    IReadOnlyList<TabElement>? SettingsTab = null,
    IReadOnlyList<string>? Proxy = null);
