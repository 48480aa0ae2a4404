using System.ComponentModel.DataAnnotations;

namespace Prilavok.Contracts.Manage;

/// <summary>An add-on the owner has chosen.</summary>
public sealed record ChosenAddOn(string Id, int Quantity);

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

/// <summary>Other terms of a subscription, and other terminals, from now on. What is left out stays.</summary>
/// <param name="Devices">Ids of the terminals the app shall be on; null is all.</param>
public sealed record TermsChange(
    [MayBeNull] string? PlanId = null,
    [MayBeNull] int? DeviceNumber = null,
    [MayBeNull] IReadOnlyList<ChosenAddOn>? AddOns = null,
    [MayBeNull] IReadOnlyList<string>? Devices = null);
