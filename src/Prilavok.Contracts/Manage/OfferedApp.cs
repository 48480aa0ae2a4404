using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Prilavok.Contracts.Manage;

/// <summary>An app the owner can have, or has.</summary>
/// <param name="Trial">Free use, as P14D or P1M.</param>
/// <param name="Installation">Null while the owner does not have it.</param>
/// <param name="AddOns">Left out where there are none.</param>
/// <param name="Forms">What the app's service wants to know; left out where it asks for nothing in particular.</param>
/// <param name="InDevelopment">True of a version that is not published yet, which only testers see; else left out.</param>
public sealed record OfferedApp(
    string AppId,
    string Name,
    IReadOnlyList<Plan> Plans,
    string? Trial,
    Installation? Installation,
    IReadOnlyList<AddOn>? AddOns = null,
    AppForms? Forms = null,
    bool? InDevelopment = null);

/// <summary>What an app costs.</summary>
/// <param name="Id">Letters, digits, hyphens and underscores.</param>
/// <param name="Price">Roubles.</param>
/// <param name="Period">Null: once and for ever.</param>
/// <param name="PerDevice">For each terminal.</param>
/// <param name="Discounts">Of a plan per device; left out where there are none.</param>
public sealed record Plan(
    string Id,
    string? Name,
    decimal Price,
    [AllowedValues("P1M", "P1Y", null)] string? Period,
    bool PerDevice,
    IReadOnlyList<PlanDiscount>? Discounts = null);

/// <summary>What is taken off the whole price from a number of terminals on; the most that applies counts.</summary>
/// <param name="Percent">1 to 90.</param>
public sealed record PlanDiscount(int From, int Percent);

/// <summary>What can be paid for beside a plan.</summary>
/// <param name="Id">Letters, digits, hyphens and underscores.</param>
/// <param name="Price">Roubles for one a period.</param>
public sealed record AddOn(string Id, string? Name, decimal Price);

/// <summary>An add-on the owner has chosen.</summary>
public sealed record ChosenAddOn(string Id, int Quantity);

/// <summary>That the owner has an app.</summary>
/// <param name="Token">With it the app reaches the owner's account; null while the app has none, and to a token made for a program.</param>
/// <param name="PartnerBills">The app's service charges the owner itself.</param>
/// <param name="Devices">Ids of the terminals it is on; null is all there are and will be.</param>
/// <param name="Subscription">Null where the owner pays nothing here.</param>
public sealed record Installation(
    string AppId, string OwnerId, string? Token, bool PartnerBills, IReadOnlyList<string>? Devices, Subscription? Subscription);

/// <summary>That the owner pays for an app.</summary>
/// <param name="State">In its trial or unpaid yet, paid, or not paid any more.</param>
/// <param name="NextBillingDate">When the next payment is wanted; null when none will be.</param>
/// <param name="Price">Roubles for a whole period.</param>
/// <param name="Overdue">The wanted payment was declined; it is tried again on the following days.</param>
public sealed record Subscription(
    string Id,
    [AllowedValues("CREATED", "ACTIVE", "TERMINATED")] string State,
    string PlanId,
    int DeviceNumber,
    string? NextBillingDate,
    decimal Price,
    bool Overdue,
    IReadOnlyList<ChosenAddOn> AddOns);

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

/// <summary>Other terms of a subscription, and other terminals, from now on. What is left out stays.</summary>
/// <param name="Devices">Ids of the terminals the app shall be on; null is all.</param>
public sealed record TermsChange(
    [MayBeNull] string? PlanId = null,
    [MayBeNull] int? DeviceNumber = null,
    [MayBeNull] IReadOnlyList<ChosenAddOn>? AddOns = null,
    [MayBeNull] IReadOnlyList<string>? Devices = null);
