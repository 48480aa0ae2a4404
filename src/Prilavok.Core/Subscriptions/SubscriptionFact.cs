using Prilavok.Core.Log;

namespace Prilavok.Core.Subscriptions;

public sealed record SubscriptionFact(SubscriptionNews News) : Fact;
