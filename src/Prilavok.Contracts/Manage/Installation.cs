using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Prilavok.Contracts.Manage;

/// <summary>That the owner has an app.</summary>
/// <param name="Token">With it the app reaches the owner's account; null while the app has none, and to a token made for a program.</param>
/// <param name="PartnerBills">The app's service charges the owner itself.</param>
/// <param name="Devices">Ids of the terminals it is on; null is all there are and will be.</param>
/// <param name="Subscription">Null where the owner pays nothing here.</param>
public sealed record Installation(
    string AppId, string OwnerId, string? Token, bool PartnerBills, IReadOnlyList<string>? Devices, Subscription? Subscription);

/// <summary>What the owner says when installing an app.</summary>
/// <param name="Form">What the owner filled in; goes to the app's service.</param>
/// <param name="Account">Whether the owner has an account there.</param>
/// <param name="Devices">Ids of the terminals it shall be on; all when it is left out.</param>
/// <param name="PlanId">One of the app's plans; the first when it is left out.</param>
/// <param name="DeviceNumber">Terminals to pay for, 1 to 10000; 1 when it is left out.</param>
[MayBeNull]
public sealed record InstallRequest(
    IReadOnlyDictionary<string, JsonElement>? Form = null,
    [AllowedValues("verify", "create", null)] string? Account = null,
    [MayBeNull] string? PlanId = null,
    [MayBeNull] int? DeviceNumber = null,
    [MayBeNull] IReadOnlyList<ChosenAddOn>? AddOns = null,
    [MayBeNull] IReadOnlyList<string>? Devices = null);
