using Prilavok.Core.Owners;

namespace Prilavok.Core.Subscriptions;

/// <summary>An attempt to charge an owner, and what came of it.</summary>
/// <param name="Number">1, 2, 3 … of the owner's attempts, but for a jump where the database was put back.</param>
/// <param name="Amount">Kopecks.</param>
/// <param name="At">On the owner's clock.</param>
public sealed record Payment(
    long Number, string Id, string AppId, string SubscriptionId, ChargeReason Reason, long Amount, DateTimeOffset At, bool IsPaid);

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

/// <summary>How a sandbox owner pays.</summary>
/// <param name="Succeeds">What becomes of charges.</param>
/// <param name="Times">So many are declined, then they succeed; null declines them all.</param>
/// <param name="Until">On the owner's clock: from then on there is no card; null keeps it.</param>
/// <param name="Since">Number of the last payment when this was chosen.</param>
public sealed record PaymentMethod(bool Succeeds, int? Times = null, DateTimeOffset? Until = null, long Since = 0)
{
    public static PaymentMethod Default { get; } = new(true);
}

public interface IPayments
{
    /// <summary>Numbers the payment and keeps it.</summary>
    Task AddAsync(IOwnerWork work, Payment payment);

    /// <summary>The newest first.</summary>
    /// <param name="before">Those with smaller numbers; null starts with the newest.</param>
    Task<IReadOnlyList<Payment>> ListAsync(ISession session, string ownerId, long? before, int limit);

    /// <summary>Declined payments after the one of this number.</summary>
    Task<int> DeclinedAsync(ISession session, string ownerId, long since);

    Task<PaymentMethod> MethodAsync(ISession session, string ownerId);

    /// <summary>Keeps the method; its <see cref="PaymentMethod.Since"/> becomes the number of the last payment.</summary>
    Task SaveMethodAsync(IOwnerWork work, PaymentMethod method);
}
