using Prilavok.Core.Owners;

namespace Prilavok.Core.Subscriptions;

public enum PaymentOutcome
{
    Paid,
    Declined,

    /// <summary>Nobody knows: the same order is to be given again.</summary>
    Unknown,
}

/// <summary>Takes money from owners. The same charge may be ordered again after a crash: it is taken once.</summary>
public interface IPaymentProvider
{
    Task<PaymentOutcome> ChargeAsync(Owner owner, Charge charge, CancellationToken ct);
}
