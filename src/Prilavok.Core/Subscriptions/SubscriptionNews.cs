namespace Prilavok.Core.Subscriptions;

/// <summary>What a service hears of a subscription. The numbers are stored.</summary>
public enum NewsType
{
    Created = 1,
    AddonsUpdated = 2,
    Activated = 3,
    Renewed = 4,
    TermsChanged = 5,
    TerminationRequested = 6,
    Terminated = 7,
}

/// <summary>One event of a subscription. Members that do not belong to its type, or did not change, are null.</summary>
/// <param name="Sequence">1, 2, 3 … without gaps but those that a restore leaves.</param>
/// <param name="TrialDays">Days of free use.</param>
/// <param name="Charged">Kopecks.</param>
public sealed record SubscriptionNews(
    string SubscriptionId,
    string AppId,
    NewsType Type,
    int Sequence,
    string? PlanId = null,
    int? TrialDays = null,
    int? Devices = null,
    DateTimeOffset? NextBillingAt = null,
    long? Charged = null,
    IReadOnlyList<ChosenAddOn>? AddOns = null);
