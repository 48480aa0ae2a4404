using Prilavok.Core.Apps;

namespace Prilavok.Core.Subscriptions;

/// <summary>The numbers are stored.</summary>
public enum SubscriptionState
{
    /// <summary>In its trial, or waiting for the first payment.</summary>
    Created = 1,

    /// <summary>Paid.</summary>
    Active = 2,

    /// <summary>Not paid any more.</summary>
    Terminated = 3,
}

/// <summary>That an owner pays for an app. All times are on the owner's clock.</summary>
public sealed record Subscription
{
    public required string Id { get; init; }

    public required string OwnerId { get; init; }

    public required string AppId { get; init; }

    public required SubscriptionState State { get; init; }

    public required Terms Terms { get; init; }

    /// <summary>Days of free use it started with.</summary>
    public required int TrialDays { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the present period began; of one in its trial, when that began.</summary>
    public required DateTimeOffset PeriodStart { get; init; }

    /// <summary>When the next payment is wanted; null when none will be.</summary>
    public DateTimeOffset? NextBillingAt { get; init; }

    /// <summary>From here whole months or years are counted, so that a month's last day does not creep.</summary>
    public required DateTimeOffset Anchor { get; init; }

    /// <summary>Periods since <see cref="Anchor"/> that end with the present one.</summary>
    public int Periods { get; init; }

    /// <summary>Declined attempts to charge what is wanted at <see cref="NextBillingAt"/>.</summary>
    public int Attempts { get; init; }

    /// <summary>The owner removed the app: the subscription ends with what is paid.</summary>
    public bool IsEnding { get; init; }

    /// <summary>Number of the last event.</summary>
    public int Sequence { get; init; }

    /// <summary>Charges ordered so far.</summary>
    public int Charges { get; init; }

    /// <summary>Nobody was told yet that the app is there: that follows the outcome of <see cref="Pending"/>.</summary>
    public bool AwaitsInstallation { get; init; }

    /// <summary>How long before <see cref="NextBillingAt"/> the attempts to charge begin, of a subscription that is paid.</summary>
    public TimeSpan Lead { get; init; }

    /// <summary>When it was terminated; null before.</summary>
    public DateTimeOffset? TerminatedAt { get; init; }

    /// <summary>A charge that was ordered and whose outcome is not known yet.</summary>
    public Charge? Pending { get; init; }

    public bool IsOneTime => Terms.Plan.Period == PlanPeriod.Once;

    /// <summary>The wanted payment was declined at least once, and the app works on meanwhile.</summary>
    public bool IsInDunning => State != SubscriptionState.Terminated && Attempts > 0;

    /// <summary>When time alone makes something happen; null when it never does.</summary>
    public DateTimeOffset? DueAt =>
        Pending is { } pending ? pending.OrderedAt
        : State == SubscriptionState.Terminated ? null
        : IsEnding || State == SubscriptionState.Created ? NextBillingAt + (Attempts * SubscriptionMachine.DunningStep)
        : NextBillingAt - Lead + (Attempts * SubscriptionMachine.DunningStep);

    /// <summary>What the service gave for this owner, kept for when a payment brings the app back.</summary>
    public Secret? UserToken { get; init; }
}
