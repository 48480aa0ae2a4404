using Prilavok.Core.Log;
using Prilavok.Core.Owners;
using Prilavok.Core.Subscriptions;

namespace Prilavok.Core.Billing;

/// <summary>
/// Takes a subscription forward: orders the charge that is due, asks the provider with no transaction open, and records what
/// it said. Whoever takes it up after a crash orders the same charge again.
/// </summary>
public sealed class ChargeSubscription(
    IStorage storage, IOwners owners, ISubscriptions subscriptions, IPayments payments, IPaymentProvider provider, TakeTurn take, BillingRules rules,
    BillingSignal signal, TimeProvider clock)
{
    /// <summary>Does what time has brought.</summary>
    public async Task HandleAsync(string ownerId, string subscriptionId, CancellationToken ct)
    {
        var (ordered, hasMore) = await storage.WriteAsync(
            ownerId,
            async work =>
            {
                if (await subscriptions.FindAsync(work, ownerId, subscriptionId) is not { } subscription)
                {
                    return (null, false);
                }

                var next = await take.HandleAsync(work, Source.System, SubscriptionMachine.Due(subscription, work.Now));
                return (next.Pending, next.Pending is not null);
            },
            ct);
        if (hasMore)
        {
            await SettleAsync(ownerId, subscriptionId, Source.System, ordered!, ct);
        }
        else
        {
            signal.RingSettled();
        }
    }

    /// <summary>Orders the charge and records its outcome.</summary>
    /// <param name="source">Who wanted it.</param>
    public async Task<PaymentOutcome> SettleAsync(string ownerId, string subscriptionId, Source source, Charge charge, CancellationToken ct)
    {
        var owner = await storage.ReadAsync(s => owners.FindAsync(s, ownerId), ct) ?? throw new OwnerUnknownException(ownerId);
        var outcome = await provider.ChargeAsync(owner, charge, ct);
        await storage.WriteAsync(
            ownerId,
            async work =>
            {
                if (await subscriptions.FindAsync(work, ownerId, subscriptionId) is { Pending: { } pending } subscription && pending.Id == charge.Id)
                {
                    await RecordAsync(work, subscription, pending, outcome, source);
                }

                return true;
            },
            CancellationToken.None); // What was charged must be known.
        signal.RingSettled();
        return outcome;
    }

    private async Task RecordAsync(IOwnerWork work, Subscription subscription, Charge charge, PaymentOutcome outcome, Source source)
    {
        if (outcome == PaymentOutcome.Unknown)
        {
            await subscriptions.SaveAsync(work, subscription, clock.GetUtcNow() + rules.UnknownPause);
            return;
        }

        var isPaid = outcome == PaymentOutcome.Paid;
        await payments.AddAsync(
            work, new Payment(0, charge.Id, subscription.AppId, subscription.Id, charge.Reason, charge.Amount, work.Now, isPaid));
        await take.HandleAsync(work, source, SubscriptionMachine.Settle(subscription, isPaid, work.Now));
    }
}
