using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Prilavok.Core.Subscriptions;

namespace Prilavok.Server.Billing;

/// <summary>How subscriptions are charged. Section <c>Prilavok:Billing</c>.</summary>
public sealed class BillingOptions
{
    /// <summary>So long after a subscription ended unpaid a payment takes it up again. Default 30 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan RevivalWindow { get; set; } = TimeSpan.FromDays(30);

    /// <summary>An app taken back before what is paid ends may come with another plan. Default true; false keeps the plan it had.</summary>
    public bool ChangesPlanOnReturn { get; set; } = true;

    /// <summary>Where the five days of further attempts lie. Default <c>After</c> the due date.</summary>
    public DunningAnchor DunningAnchor { get; set; } = DunningAnchor.After;

    /// <summary>How long a charge that was ordered is ours; must outlast the provider. Default 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Until a charge whose outcome nobody knows is ordered again. Default 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan UnknownPause { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Subscriptions charged at the same time. Default 16.</summary>
    [Range(1, 1000)]
    public int Parallel { get; set; } = 16;

    /// <summary>Looking for due subscriptions without having been told. Default 1 second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Rest after an unexpected fault. Default 1 second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan FaultPause { get; set; } = TimeSpan.FromSeconds(1);

    internal BillingRules Rules => new(
        RevivalWindow,
        ChangesPlanOnReturn,
        DunningAnchor == DunningAnchor.Before ? SubscriptionMachine.DunningAttempts * SubscriptionMachine.DunningStep : TimeSpan.Zero,
        Lease,
        UnknownPause);
}

public enum DunningAnchor
{
    /// <summary>The first attempt is made on the due date, the last five days later.</summary>
    After,

    /// <summary>The first attempt is made five days before the due date, the last on it.</summary>
    Before,
}

[OptionsValidator]
internal sealed partial class BillingOptionsValidator : IValidateOptions<BillingOptions>;
