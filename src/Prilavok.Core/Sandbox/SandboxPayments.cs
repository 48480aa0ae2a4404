using Prilavok.Core.Owners;
using Prilavok.Core.Subscriptions;

namespace Prilavok.Core.Sandbox;

/// <summary>Plays the bank for sandbox owners, as each has chosen. Nobody else can be charged: no bank is connected.</summary>
public sealed class SandboxPayments(IStorage storage, IPayments payments, TimeProvider clock) : IPaymentProvider
{
    public async Task<PaymentOutcome> ChargeAsync(Owner owner, Charge charge, CancellationToken ct)
    {
        if (!owner.IsSandbox)
        {
            return PaymentOutcome.Declined;
        }

        var (method, declined) = await storage.ReadAsync(
            async s =>
            {
                var chosen = await payments.MethodAsync(s, owner.Id);
                return (chosen, chosen.Times is null ? 0 : await payments.DeclinedAsync(s, owner.Id, chosen.Since));
            },
            ct);
        var hasCard = method.Until is not { } until || clock.GetUtcNow() + owner.ClockOffset < until;
        var isOver = declined >= method.Times; // Never where no number is given.
        return hasCard && (method.Succeeds || isOver) ? PaymentOutcome.Paid : PaymentOutcome.Declined;
    }
}
