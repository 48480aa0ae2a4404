using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Prilavok.Contracts.Manage;

/// <summary>An app the owner can have, or has.</summary>
/// <param name="Trial">Days of free use, as P14D.</param>
/// <param name="Installation">Null while the owner does not have it.</param>
public sealed record OfferedApp(string AppId, string Name, IReadOnlyList<Plan> Plans, string? Trial, Installation? Installation);

/// <summary>What an app costs.</summary>
/// <param name="Id">Letters, digits, hyphens and underscores.</param>
/// <param name="Price">Roubles.</param>
/// <param name="Period">Null: once and for ever.</param>
/// <param name="PerDevice">For each terminal.</param>
public sealed record Plan(string Id, string? Name, decimal Price, [AllowedValues("P1M", "P1Y", null)] string? Period, bool PerDevice);

/// <summary>That the owner has an app.</summary>
/// <param name="Token">With it the app reaches the owner's account; null while the app has none.</param>
/// <param name="Subscription">Null: subscriptions are not there yet.</param>
public sealed record Installation(string AppId, string OwnerId, string? Token, JsonElement? Subscription);

/// <summary>What the owner says when installing an app.</summary>
/// <param name="Form">What the owner filled in; goes to the app's service.</param>
/// <param name="Account">Whether the owner has an account there.</param>
[MayBeNull]
public sealed record InstallRequest(
    IReadOnlyDictionary<string, JsonElement>? Form = null, [AllowedValues("verify", "create", null)] string? Account = null);
