namespace Prilavok.Core.Subscriptions;

/// <summary>The signal of subscriptions.</summary>
public sealed class BillingSignal : WorkSignal;
