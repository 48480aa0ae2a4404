using System.ComponentModel.DataAnnotations;

namespace Prilavok.Contracts.Manage;

/// <summary>An app as its publisher set it up, in the version that stands for it: the published one, else the newest.</summary>
/// <param name="Status">Of the version.</param>
/// <param name="InventorySystem">The service keeps the goods: nobody edits them on terminals of shops that have the app.</param>
/// <param name="InitialSync">A new installation is told once what stores, devices, roles and employees there are.</param>
/// <param name="ServiceToken">The Authorization header of webhooks; left out where the token that asks has not the scope app:write.</param>
/// <param name="EntitiesFormat">Left out where each webhook has that of its version.</param>
/// <param name="Ordered">One delivery at a time, in the order of events.</param>
/// <param name="Signing">Webhooks are signed.</param>
/// <param name="SigningScheme">With one key that both sides know, or with one in two halves.</param>
/// <param name="Rights">Left out where the app has all.</param>
/// <param name="Trial">Free use, as P14D or P1M.</param>
/// <param name="Proxy">Regular expressions of addresses that terminals may call on the app's behalf.</param>
/// <param name="SigningSecret">The present key of the signatures, as Standard Webhooks spells it; left out where nothing is signed with
/// such a one, and where the token that asks has not the scope app:write.</param>
/// <param name="SigningPublicKey">The half of the present key that verifies; left out where nothing is signed with such a one.</param>
public sealed record AppSettings(
    string AppId,
    string VersionId,
    [AllowedValues("DRAFT", "TESTING", "REVIEW", "APPROVED", "PUBLISHED", "ARCHIVED")] string Status,
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

/// <summary>An app that does not exist yet.</summary>
/// <param name="Base">Sets every address to its documented path below this one.</param>
/// <param name="Trial">Whole days, weeks or months, as P14D or P1M; a year at most.</param>
public sealed record NewApp(
    string Name,
    [MayBeNull] string? ServiceToken = null,
    [MayBeNull] string? Base = null,
    AppUrlsChange? Urls = null,
    [AllowedValues("v1", "v2")] string? DocumentsFormat = null,
    [AllowedValues("v1", "v2")] string? EntitiesFormat = null,
    bool? Ordered = null,
    bool? Signing = null,
    bool? InventorySystem = null,
    bool? InitialSync = null,
    [MayBeNull] IReadOnlyList<string>? Rights = null,
    IReadOnlyList<Plan>? Plans = null,
    [MayBeNull] string? Trial = null,
    IReadOnlyList<AddOn>? AddOns = null,
    [MayBeNull] AppForms? Forms = null,
    [MayBeNull] IReadOnlyList<TabElement>? SettingsTab = null,
    [MayBeNull] IReadOnlyList<string>? Proxy = null);
