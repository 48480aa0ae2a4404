using System.ComponentModel.DataAnnotations;

namespace Prilavok.Contracts.Manage;

/// <summary>The same at some time in the past, without the token.</summary>
public sealed record PastAppSettings(
    string? Name = null,
    [MayBeNull] string? ServiceToken = null,
    AppUrls? Urls = null,
    bool? Ordered = null,
    bool? Signing = null,
    [AllowedValues("hmac", "ed25519")] string? SigningScheme = null,
    bool? InventorySystem = null,
    bool? InitialSync = null,
    IReadOnlyList<Plan>? Plans = null,
    string? Trial = null,
    [AllowedValues("v1", "v2")] string? EntitiesFormat = null,
    IReadOnlyList<string>? Rights = null,
    IReadOnlyList<AddOn>? AddOns = null,
    AppForms? Forms = null,
    IReadOnlyList<TabElement>? SettingsTab = null,
    IReadOnlyList<string>? Proxy = null);

/// <summary>What is to be changed of an app.</summary>
/// <param name="Base">Sets every address to its documented path below this one.</param>
/// <param name="Trial">Whole days, weeks or months, as P14D or P1M; a year at most.</param>
public sealed record AppSettingsChange(
    string? Name = null,
    [MayBeNull] string? ServiceToken = null,
    [MayBeNull] string? Base = null,
    AppUrlsChange? Urls = null,
    [AllowedValues("v1", "v2")] string? DocumentsFormat = null,
    [AllowedValues("v1", "v2")] string? EntitiesFormat = null,
    bool? Ordered = null,
    bool? Signing = null,
    [AllowedValues("hmac", "ed25519")] string? SigningScheme = null,
    bool? InventorySystem = null,
    bool? InitialSync = null,
    [MayBeNull] IReadOnlyList<string>? Rights = null,
    IReadOnlyList<Plan>? Plans = null,
    [MayBeNull] string? Trial = null,
    IReadOnlyList<AddOn>? AddOns = null,
    [MayBeNull] AppForms? Forms = null,
    [MayBeNull] IReadOnlyList<TabElement>? SettingsTab = null,
    [MayBeNull] IReadOnlyList<string>? Proxy = null);
