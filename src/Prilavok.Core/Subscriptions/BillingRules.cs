namespace Prilavok.Core.Subscriptions;

/// <summary>What an operator decides about subscriptions.</summary>
/// <param name="RevivalWindow">So long after a subscription ended unpaid a payment takes it up again.</param>
/// <param name="ChangesPlanOnReturn">An app that is taken back before what is paid ends may come with another plan.</param>
/// <param name="Lead">How long before the due date the attempts begin; none begins them on that date.</param>
/// <param name="Lease">How long one charge is ours.</param>
/// <param name="UnknownPause">Until a charge whose outcome nobody knows is ordered again.</param>
public sealed record BillingRules(TimeSpan RevivalWindow, bool ChangesPlanOnReturn, TimeSpan Lead, TimeSpan Lease, TimeSpan UnknownPause);
